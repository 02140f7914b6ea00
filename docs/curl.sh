#!/bin/sh
# The whole conversation of the API with curl alone: token, session, uploads, message, state, export, download.
# usage: docs/curl.sh PHOTO... CLIP.mp4      (NEMO_API_URL names the server)
set -eu
if [ $# -lt 2 ]; then
  sed -n '2,3s/^# //p' "$0" >&2
  exit 2
fi
API=${NEMO_API_URL:-http://127.0.0.1:8787}
ID=$(python3 -c 'import uuid; print(uuid.uuid4())')
PAUSE=$(python3 -c "print(30 / float('${NEMO_TIME_SCALE:-1}'))")

stop() { echo "$1" >&2; exit 1; }

# One field of the JSON on standard input; empty, with the server's own words on stderr, when it is not there.
field() { python3 -c 'import json, sys
said = sys.stdin.read()
try:
    found = json.loads(said)
    for key in sys.argv[1].split("."):
        found = found[key]
    print(found)
except (ValueError, KeyError, TypeError):
    sys.exit("The server said: " + (said.strip() or "nothing"))' "$1"; }
call() { curl -sS --fail-with-body -H "$AUTH" -H 'X-Skill-Source: curl' -H 'X-Skill-Version: 1' -H 'X-Skill-Platform: unknown' "$@"; }

AUTH='X-Client-Id: '$ID
REPLY=$(call -X POST "$API/api/auth/anonymous-token") || stop "No token from $API. Is the emulator running? nemo-emulator serve"
TOKEN=$(printf '%s' "$REPLY" | field data.token) || stop 'No token.'
AUTH="Authorization: Bearer $TOKEN"
REPLY=$(call "$API/api/tasks/me/with-session/nemo_agent" --json '{"task_name":"project","language":"en"}')
SID=$(printf '%s' "$REPLY" | field data.session_id) || stop 'No session.'
echo "session  $SID"

while [ $# -gt 1 ]; do
  [ -f "$1" ] || stop "$1 is no file."
  REPLY=$(call "$API/api/upload-video/nemo_agent/me/$SID" -F "files=@$1") || true
  FILES=$(printf '%s' "$REPLY" | field data.files) || stop "$1 was not taken."
  echo "upload   $FILES"
  shift
done

echo "message  turn these images into a smooth video with transitions"
call -N "$API/run_sse" -H 'Accept: text/event-stream' --json '{"app_name":"nemo_agent","user_id":"me","session_id":"'"$SID"'",
  "new_message":{"parts":[{"text":"turn these images into a smooth video with transitions"}]}}'
REPLY=$(call "$API/api/credits/balance/simple")
echo "credits  $(printf '%s' "$REPLY" | field data)"

STATE=$(call "$API/api/state/nemo_agent/me/$SID/latest")
RENDER=render_$(date +%s)
printf '%s' "$STATE" | python3 -c 'import json, sys
state = json.load(sys.stdin)["data"]
wish = {"id": sys.argv[1], "sessionId": sys.argv[2], "draft": state["state"]["draft"], "output": {"format": "mp4", "quality": "high"}}
print(json.dumps(wish))' "$RENDER" "$SID" | call "$API/api/render/proxy/lambda" --json @- > /dev/null || stop 'The render was refused.'

STATUS=
for _ in 1 2 3 4 5 6 7 8 9 10; do
  sleep "$PAUSE"
  JOB=$(call "$API/api/render/proxy/lambda/$RENDER")
  STATUS=$(printf '%s' "$JOB" | field status)
  echo "render   $STATUS $(printf '%s' "$JOB" | field progress) %"
  case $STATUS in completed) break ;; failed) stop "$(printf '%s' "$JOB" | field error)" ;; esac
done
[ "$STATUS" = completed ] || stop "Not finished after ten looks; it goes on. Ask later: GET $API/api/render/proxy/lambda/$RENDER"

curl -sS --fail -o "$1" "$(printf '%s' "$JOB" | field output.url)"
echo "clip     $1"
