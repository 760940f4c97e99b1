#!/bin/sh
# Starts FerretDB (SQLite backend) on a loopback port for the store's contract suite and prints what to export:
#   MONGODB_TEST_URI=...  MONGODB_TEST_SERVER=ferretdb  FERRETDB_PID=...
# Usage: eval "$(.ci/ferretdb/start.sh)"; npm test …; kill "$FERRETDB_PID"
# Needs Go. The program is built once into the cache folder, outside the repository.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
cache="${XDG_CACHE_HOME:-$HOME/.cache}/ventanilla-ci"
port="${FERRETDB_PORT:-27117}"
version=$(cat "$here/main.go" "$here/go.mod" "$here/go.sum" | cksum | cut -d' ' -f1)
program="$cache/ferretdb-$version"

if ! command -v go >/dev/null 2>&1 && [ ! -x "$program" ]; then
  echo "Go is not installed: install it, or name another server by MONGODB_TEST_URI." >&2
  exit 3
fi

# Ended before it has said where the server is, it leaves neither a compiler nor a server behind.
child=""
undo() {
  if [ -n "$child" ]; then
    kill "$child" 2>/dev/null || true
    wait "$child" 2>/dev/null || true
  fi
}
trap undo EXIT
trap 'exit 143' TERM
trap 'exit 130' INT

mkdir -p "$cache"
if [ ! -x "$program" ]; then
  echo "Building FerretDB once into $cache (some minutes)" >&2
  # Beside this script, because a shell hears no signal while it waits for a command in front.
  (cd "$here" && exec go build -o "$program.partial" . >&2) &
  child=$!
  wait "$child"
  child=""
  mv "$program.partial" "$program"
fi

folder=$(mktemp -d)
# From the temporary folder, so that nothing that the server writes beside itself lands in the repository.
cd "$folder"
"$program" -listen "127.0.0.1:$port" -folder "$folder/" >"$folder/ferretdb.log" 2>&1 &
child=$!

tries=0
until grep -q "Listening on TCP" "$folder/ferretdb.log" 2>/dev/null; do
  tries=$((tries + 1))
  if [ "$tries" -gt 100 ] || ! kill -0 "$child" 2>/dev/null; then
    cat "$folder/ferretdb.log" >&2
    exit 1
  fi
  sleep 0.1
done

echo "export MONGODB_TEST_URI=mongodb://127.0.0.1:$port/"
echo "export MONGODB_TEST_SERVER=ferretdb"
echo "export FERRETDB_PID=$child"
trap - EXIT
