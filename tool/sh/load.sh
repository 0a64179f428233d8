# load.sh - what a database of ours begins with; every step may run again
#
# The caller's function `tool' is the command line with its settings.

load_has() { # COMMAND
	tool --help 2>/dev/null | grep -q "^  baocao $1 "
}

# The country's units, and every regime with its forms.  With --before-reform
# only the units of June 2025, for an installation that is to reorganise them.
load_country() { # [--before-reform]
	load_units=$TOP/sql/seed/unit
	[ "${1:-}" != --before-reform ] || load_units=$load_units/before.csv
	tool unit import "$load_units" || return 1
	load_has form || return 0
	tool register import KCN "$TOP/sql/seed/register/KCN.csv" \
		--name 'Khu công nghiệp' --name-en 'Industrial zones' ||
		return 1
	for load_form in "$TOP"/sql/seed/form/*.xml "$TOP"/sql/seed/case/*.xml; do
		tool form load "$load_form" || return 1
	done
	tool burden import "$TOP/sql/seed/case/mic-2023.csv"
}

load_demo() { # DATE
	load_has demo || return 0
	tool demo --at "$1"
}
