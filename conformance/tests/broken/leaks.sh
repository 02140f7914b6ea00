#!/usr/bin/env bash
# A client from scratch on bash and curl that is broken as quick scripts are: its token stands in the
# address, it shows replies as they come, and names itself to nobody.
set -u

field() { sed -nE "s/.*\"$1\" *: *\"?([^\",}]*)\"?.*/\1/p" <<<"$2" | head -n 1; }
text() { local s=${1//\\/\\\\}; s=${s//\"/\\\"}; printf '%s' "${s//$'\n'/\\n}"; }

while read -r line; do
  case $(sed -nE 's/^\{"type": *"([a-z]*)".*/\1/p' <<<"$line") in
    hello) echo '{"type":"hello","protocol":"nemo-driver/1","client":{"name":"leaks","version":"1","language":"bash"},"capabilities":["connect","credits"],"clock":[]}' ;;
    start) run=$(field run "$line"); base=$(field base_url "$line")
           id=$(cat /proc/sys/kernel/random/uuid)
           printf '{"type":"started","run":"%s"}\n' "$run" ;;
    do) n=$(field n "$line")
        token=$(field token "$(curl -s --noproxy '*' -X POST -H "X-Client-Id: $id" "$base/api/auth/anonymous-token")")
        reply=$(curl -s --noproxy '*' -H "Authorization: Bearer $token" "$base/api/credits/balance/simple?token=$token")
        printf '{"type":"shown","run":"%s","n":%s,"text":"%s"}\n' "$run" "$n" "$(text "$reply")"
        printf '{"type":"result","run":"%s","n":%s,"outcome":"done","reason":null,"facts":{}}\n' "$run" "$n" ;;
    stop) printf '{"type":"stopped","run":"%s"}\n' "$run" ;;
    bye) exit 0 ;;
  esac
done
