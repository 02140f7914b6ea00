#!/bin/sh
# The whole conversation of the API with curl alone: token, session, uploads, message, state, export, download.
# usage: docs/curl.sh PHOTO... CLIP.mp4      (NEMO_API_URL names the server)
set -eu
API=${NEMO_API_URL:-http://127.0.0.1:8787}
ID=$(python3 -c 'import uuid; print(uuid.uuid4())')
PAUSE=$(python3 -c "print(30 / float('${NEMO_TIME_SCALE:-1}'))")

field() { python3 -c 'import functools, json, sys
print(functools.reduce(lambda at, key: at[key], sys.argv[1].split("."), json.load(sys.stdin)))' "$1"; }
call() { curl -sS --fail-with-body -H "$AUTH" -H 'X-Skill-Source: curl' -H 'X-Skill-Version: 1' -H 'X-Skill-Platform: unknown' "$@"; }

AUTH='X-Client-Id: '$ID
TOKEN=$(call -X POST "$API/api/auth/anonymous-token" | field data.token)
AUTH="Authorization: Bearer $TOKEN"
SID=$(call "$API/api/tasks/me/with-session/nemo_agent" --json '{"task_name":"project","language":"en"}' | field data.session_id)
echo "session  $SID"

while [ $# -gt 1 ]; do
  echo "upload   $(call "$API/api/upload-video/nemo_agent/me/$SID" -F "files=@$1" | field data.files)"
  shift
done

echo "message  turn these images into a smooth video with transitions"
call -N "$API/run_sse" -H 'Accept: text/event-stream' --json '{"app_name":"nemo_agent","user_id":"me","session_id":"'"$SID"'",
  "new_message":{"parts":[{"text":"turn these images into a smooth video with transitions"}]}}'
echo "credits  $(call "$API/api/credits/balance/simple" | field data)"

STATE=$(call "$API/api/state/nemo_agent/me/$SID/latest")
RENDER=render_$(date +%s)
printf '%s' "$STATE" | python3 -c 'import json, sys
state = json.load(sys.stdin)["data"]
wish = {"id": sys.argv[1], "sessionId": sys.argv[2], "draft": state["state"]["draft"], "output": {"format": "mp4", "quality": "high"}}
print(json.dumps(wish))' "$RENDER" "$SID" | call "$API/api/render/proxy/lambda" --json @- > /dev/null

for _ in 1 2 3 4 5 6 7 8 9 10; do
  sleep "$PAUSE"
  JOB=$(call "$API/api/render/proxy/lambda/$RENDER")
  STATUS=$(printf '%s' "$JOB" | field status)
  echo "render   $STATUS $(printf '%s' "$JOB" | field progress) %"
  case $STATUS in completed) break ;; failed) printf '%s' "$JOB" | field error; exit 1 ;; esac
done

curl -sS --fail -o "$1" "$(printf '%s' "$JOB" | field output.url)"
echo "clip     $1"
