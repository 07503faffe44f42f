#!/usr/bin/env bash
# A campaign from plan to destroy, with the real CLI against the simulator:
# `make demo`.
#
# It needs no network, sends nothing to anybody, and works in a directory of its
# own that it removes at the end.
#   ENGINE     the terraform or tofu to use
#   BIN        where the built provider, simulator and wecomctl are
#   PAGE       the file for the page of the review, .cache/demo/review.html
#   DEMO_LANG  en or zh, the language of its own words; default: that of the
#              locale
#   KEEP       if it is set, the simulator stays open at the end, until Ctrl-C
set -euo pipefail

work='' simulator='' signalled='' bold='' plain='' language=en

# A signal that strikes while bash waits for a $(...) can be a syntax error in
# bash 5.2. What is slow writes a file.
on_signal() {
  signalled=$1
  exit "$1"
}

clean_up() {
  local code=${signalled:-$?}
  trap '' INT TERM HUP
  stop_simulator
  [ -z "$work" ] || rm -rf "$work"
  exit "$code"
}

stop_simulator() {
  [ -n "$simulator" ] || return 0
  kill "$simulator" 2>/dev/null || true
  for _ in {1..50}; do
    kill -0 "$simulator" 2>/dev/null || break
    sleep 0.1
  done
  kill -9 "$simulator" 2>/dev/null || true
  wait "$simulator" 2>/dev/null || true
}

# Words in English and in Chinese, of which one is shown.
words() {
  if [ "$language" = zh ]; then echo "$2"; else echo "$1"; fi
}

say() { printf '\n%s== %s%s\n' "$bold" "$(words "$1" "$2")" "$plain"; }

# The language is that of the first variable that is set, as for every program.
choose_language() {
  local locale=${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}
  case ${DEMO_LANG:-$locale} in
    zh* | ZH*) language=zh ;;
    *) language=en ;;
  esac
  case ${DEMO_LANG:-en} in
    en | zh) ;;
    *) fail "DEMO_LANG is en or zh, not $DEMO_LANG" ;;
  esac
}

cli() {
  printf '%s$ %s %s%s\n' "$bold" "${ENGINE##*/}" "$*" "$plain"
  "$ENGINE" "$@"
}

fail() {
  echo "demo: $*" >&2
  exit 1
}

# Nothing that the caller has set may change what the demo does, or reach the
# real WeCom.
clear_environment() {
  local name
  compgen -e >"$work/names"
  while read -r name; do
    case $name in TF_* | TOFU_* | WECOM_*) unset "$name" ;; esac
  done <"$work/names"
  export CHECKPOINT_DISABLE=1 TF_IN_AUTOMATION=1 TMPDIR=$work
  if [ -t 1 ]; then
    bold=$'\033[1m' plain=$'\033[0m'
  else
    export TF_CLI_ARGS=-no-color
  fi
}

# A mirror on disk stands in for the registries of both engines.
offer_provider() {
  local host dir os arch version=0.1.0
  go env GOOS GOARCH >"$work/platform"
  { read -r os && read -r arch; } <"$work/platform"
  for host in registry.terraform.io registry.opentofu.org; do
    dir=$work/mirror/$host/wecom-community/wecom/$version/${os}_$arch
    mkdir -p "$dir"
    cp "$BIN/terraform-provider-wecom" "$dir/terraform-provider-wecom_v$version"
  done
  printf 'provider_installation {\n  filesystem_mirror {\n    path = "%s"\n  }\n}\n' "$work/mirror" >"$work/cli.tfrc"
  export TF_CLI_CONFIG_FILE=$work/cli.tfrc
}

start_simulator() {
  local base_url corp_id corp_secret
  "$BIN/wecomsim" --listen 127.0.0.1:0 --ready-file "$work/ready" >"$work/simulator.log" 2>&1 &
  simulator=$!
  until [ -s "$work/ready" ]; do
    kill -0 "$simulator" 2>/dev/null || fail "the simulator stopped: $(cat "$work/simulator.log")"
    sleep 0.1
  done
  read -r base_url corp_id corp_secret <"$work/ready"
  export WECOM_BASE_URL=${base_url#*=} WECOM_CORP_ID=${corp_id#*=} WECOM_CORP_SECRET=${corp_secret#*=}
}

# Ask the simulator how many messages it has accepted, without curl.
expect_accepted() {
  local n address=${WECOM_BASE_URL#http://}
  exec 3<>"/dev/tcp/${address%:*}/${address#*:}"
  printf 'GET /_sim/messages HTTP/1.0\r\nHost: %s\r\n\r\n' "$address" >&3
  n=$(tr ',' '\n' <&3 | grep -c '"msgid"' || true)
  exec 3>&-
  [ "$n" = "$1" ] || fail "the simulator has accepted $n messages, not $1"
  words "Messages that the simulator has accepted: $n" "模拟器收下的消息数：$n"
}

# What somebody sees who approves the plan. 2 says that it sends something.
review() {
  local code=0
  printf '%s$ wecomctl review plan.json --html review.html%s\n' "$bold" "$plain"
  "$ENGINE" show -json campaign.tfplan >plan.json
  mkdir -p "$(dirname "$PAGE")"
  "$BIN/wecomctl" review plan.json --lang "$language" --html "$PAGE" || code=$?
  [ "$code" = 2 ] || fail "the review ended with $code, not 2"
}

main() {
  local code=0 root long
  root=$(cd "$(dirname "$0")/.." && pwd)
  [ -n "${BIN:-}" ] && [ -n "${ENGINE:-}" ] || exec make -C "$root" demo

  : "${PAGE:=$root/.cache/demo/review.html}"
  choose_language
  work=$(mktemp -d)
  clear_environment
  offer_provider

  say "The simulator of the WeCom server starts on a free port of this machine" "企业微信服务器的模拟器在本机的一个空闲端口上启动"
  start_simulator
  words "It listens on $WECOM_BASE_URL. Every customer in it is made up." "它在 $WECOM_BASE_URL 上，里面的客户都是虚构的。"

  mkdir "$work/campaign"
  cd "$work/campaign"
  cp "$root"/examples/campaign/*.tf .

  say "The campaign: examples/campaign/main.tf" "群发活动：examples/campaign/main.tf"
  cat main.tf

  say "init finds the provider that was just built" "init 找到刚编译好的 provider"
  cli init -input=false

  say "plan says who will receive what; nothing leaves yet" "plan 说明谁会收到什么；此时什么都不会发出"
  cli plan -input=false -out=campaign.tfplan
  expect_accepted 0

  say "wecomctl review is for whoever approves it" "wecomctl review 给批准的人看"
  review

  say "apply sends it, once" "apply 发送，只发一次"
  cli apply -input=false campaign.tfplan
  expect_accepted 1

  say "show: the state knows msgid and fail_list" "show：state 里有 msgid 和 fail_list"
  cli show

  say "A second plan: there is nothing to do" "再 plan 一次：没有事情可做"
  cli plan -input=false -detailed-exitcode || fail "the second plan is not empty"

  say "An edit makes the title of the link too long: refused before anything leaves" "把链接标题改得太长：什么都没发就被拒绝"
  long='双十一年终盛典：全场好茶五折起，满三百再减五十，老客户到店另送定制茶杯一只，数量有限先到先得'
  sed "s/title  = \".*\"/title  = \"$long\"/" "$root/examples/campaign/main.tf" >main.tf
  cli plan -input=false || code=$?
  [ "$code" = 1 ] || fail "the plan with the long title ended with $code, not 1"
  cp "$root/examples/campaign/main.tf" .

  say "destroy forgets the message; WeCom cannot recall one" "destroy 只是忘掉这条消息；企业微信撤不回消息"
  cli destroy -input=false -auto-approve

  say "Done" "完成"
  expect_accepted 1
  words "The page of the review, with the message as a customer sees it: $PAGE" "评审页面，里面是客户看到的消息：$PAGE"

  if [ -n "${KEEP:-}" ]; then
    words "The simulator stays open: $WECOM_BASE_URL. Ctrl-C ends it." "模拟器还开着：$WECOM_BASE_URL，按 Ctrl-C 结束。"
    wait "$simulator"
  fi
}

trap clean_up EXIT
trap 'on_signal 130' INT
trap 'on_signal 143' TERM
trap 'on_signal 129' HUP
main
