#!/bin/sh
# Builds a site in shares with GNU parallel, and merges them: parallel.sh SHARES FOLDER
# With --sshlogin the shares can run on several machines that see the same folder.
set -eu
shares=$1
folder=$2
work=$(mktemp -d "${TMPDIR:-/tmp}/paypress.XXXXXX")
trap 'rm -rf "$work"' EXIT
seq "$shares" | parallel --will-cite --halt now,fail=1 \
  paypress build --shard "{}/$shares" --jobs 1 -o "$work/share-{}"
paypress merge "$work"/share-* -o "$folder"
