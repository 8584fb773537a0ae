#!/usr/bin/env bash
# Makes one virtual environment per tool in .venvs/ of the repository, the four at once.
# An environment whose stamp is the hash of its requirements is left alone.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
venvs=$(cd "$here/../.." && pwd)/.venvs

find_python() {
  local candidate
  for candidate in ${PYTHON:+"$PYTHON"} python3 python3.13 python3.12 python3.11; do
    if "$candidate" -c 'import ensurepip, sys, venv; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then
      echo "$candidate"
      return
    fi
  done
  echo "validators: no Python 3.11, 3.12 or 3.13 with venv was found; install one, or name it in PYTHON" >&2
  return 1
}

hash_of() {
  "$python" -c 'import hashlib, sys; print(hashlib.sha256(open(sys.argv[1], "rb").read()).hexdigest())' "$1"
}

# The one library of the system that a tool needs: AppInspect reads file types with libmagic.
system_library() {
  [ "$1" != appinspect ] || "$venvs/$1/bin/python" -c 'import magic' 2>/dev/null || {
    echo "libmagic is missing: apt-get install libmagic1, or brew install libmagic"
    return 1
  }
}

install() {
  local name=$1 venv=$venvs/$1 requirements=$here/requirements/$1.txt stamp=$venvs/$1/.requirements.sha256 hash
  hash=$(hash_of "$requirements")
  if [ "$(cat "$stamp" 2>/dev/null || true)" = "$hash" ]; then
    echo "$name: up to date"
    return
  fi
  # The list is a closure, so nothing is resolved; `pip check` tells when it is none.
  rm -rf "$venv"
  if "$python" -m venv "$venv" >"$venvs/$name.log" 2>&1 &&
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-input --no-deps \
      --requirement "$requirements" >>"$venvs/$name.log" 2>&1 &&
    "$venv/bin/python" -m pip check --disable-pip-version-check >>"$venvs/$name.log" 2>&1 &&
    system_library "$name" >>"$venvs/$name.log" 2>&1; then
    echo "$hash" >"$stamp"
    rm -f "$venvs/$name.log"
    echo "$name: installed"
  else
    echo "validators: $name was not installed; the end of .venvs/$name.log:" >&2
    tail -n 15 "$venvs/$name.log" >&2
    return 1
  fi
}

python=$(find_python)
mkdir -p "$venvs"

jobs=()
for requirements in "$here"/requirements/*.txt; do
  install "$(basename "$requirements" .txt)" &
  jobs+=($!)
done

failed=0
for job in "${jobs[@]}"; do
  wait "$job" || failed=1
done
exit "$failed"
