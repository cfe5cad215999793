#!/bin/sh
# Finds a Python that is new enough and lets it do the set-up: sh setup/run.sh start|develop|lock
#
# Written for a bare POSIX shell, because on a fresh machine there is nothing else to rely on.
set -eu
cd "$(dirname "$0")/.."

# Exit codes of the test below: 0 fit, 3 new enough but without pip, 4 too old.
test_python='
import sys
from importlib.util import find_spec
sys.exit(4 if sys.version_info < (3, 11) else 0 if find_spec("pip") else 3)'

fit=""
without_pip=""
too_old=""
for name in ${PYTHON:+"$PYTHON"} python3 python3.13 python3.12 python3.11 python3.14 python; do
    path=$(command -v "$name" 2>/dev/null) || continue
    code=0
    "$path" -c "$test_python" >/dev/null 2>&1 || code=$?
    case $code in
        0) fit=$path; break ;;
        3) [ -n "$without_pip" ] || without_pip=$path ;;
        4) too_old="$too_old $("$path" -c 'import sys; print("%d.%d" % sys.version_info[:2])') ($path)" ;;
        *) ;; # a name that leads to nothing that runs, such as the launcher of a version manager
    esac
done

# Without pip we can still go on when uv is there, because pip is only used to fetch uv.
chosen=${fit:-$without_pip}
if [ -z "$chosen" ]; then
    echo "Python 3.11 or newer is needed, with pip." >&2
    if [ -n "$too_old" ]; then echo "Found, but too old:$too_old." >&2; else echo "No Python was found." >&2; fi
    echo "What to do: on Debian and Ubuntu \`apt-get install python3 python3-pip\`, on Fedora \`dnf install python3-pip\`," >&2
    echo "on Alpine \`apk add python3 py3-pip\`, on macOS \`brew install python\`. Then run the same command again." >&2
    echo "Is a newer Python under another name? Say so: \`PYTHON=/path/to/python3 make start\`." >&2
    exit 4
fi
exec "$chosen" setup/bootstrap.py "$@"
