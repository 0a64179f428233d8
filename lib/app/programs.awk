# The table of programs as rows of C: a word "+draw" is MAY_DRAW (confine.h).
/^#/ || NF == 0 { next }
{
	may = "0"
	for (i = 3; i <= NF; i++)
		if ($i ~ /^\+/)
			may = may " | MAY_" toupper(substr($i, 2))
	printf "{ \"%s\", %s },\n", $1, may
}
