#!/bin/sh
# the scripts themselves: shellcheck has no complaint
. "${0%/*}/../lib/tap.sh"
command -v shellcheck >/dev/null || skip_all 'no shellcheck'
cd "$BAOCAO_SOURCE" || exit 1

check() {
	# 2154: what a file that is read in sets is not seen by it
	shellcheck -s sh -S warning -e SC2154 -x -f gcc "$@"
}
for script in quickstart runtests baocao .ci/run apache/site tool/sh/*.sh \
    tests/lib/site tests/lib/*.sh $(grep -lE '^#!/bin/sh' tests/*/*.t); do
	ok "$script" check "$script"
done
sample=$(mktemp)
# shellcheck disable=SC2016
printf '#!/bin/sh\nlocal x=$(ls $1); cd $x\n' >"$sample"
ok 'a bad sample is refused' sh -c "! shellcheck -s sh '$sample'"
rm -f "$sample"
end
