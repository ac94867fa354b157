#!/bin/sh
# Pushes a payment to WeChat through ServerChan (Server酱).
#
#   export SERVERCHAN_URL=https://sctapi.ftqq.com/your-key.send
#   paypress notify listen --exec ./serverchan.sh
#
# Needs curl and jq. A failure ends with another status than 0, and PayPress tries again.
set -eu

case $PAYPRESS_STATE in
  paid) word=收款 ;;
  *) word=付款不足 ;;
esac
# What a payer typed must not become a mention, a link or Markdown: full-width forms of such characters.
payer=$(printf '%s' "$PAYPRESS_CUSTOM" | tr '\n\r\t' '   ' | sed '
  s/</＜/g; s/>/＞/g; s/\[/［/g; s/]/］/g; s/(/（/g; s/)/）/g; s/@/＠/g; s/:/：/g; s/#/＃/g
  s/\*/＊/g; s/_/＿/g; s/~/～/g; s/`/｀/g; s/|/｜/g; s/\\/＼/g; s/!/！/g; s/\./．/g')
text="$word ¥$PAYPRESS_REALPRICE $PAYPRESS_LINK $payer"
reply=$(curl --fail --silent --show-error --max-time 20 \
  --data-urlencode "title=$word ¥$PAYPRESS_REALPRICE" --data-urlencode "desp=$text" \
  "$SERVERCHAN_URL")
# A refusal has status 200 too.
printf '%s' "$reply" | jq -e '.code == 0' > /dev/null
