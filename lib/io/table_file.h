/*
 * table_file.h - a table that people hand in: CSV, or a workbook's first sheet
 *
 * Both come out alike, as io/csv.h describes it: every row has as many cells as
 * the widest, empty is "".  Of a workbook the first sheet that is not hidden is
 * read; rows in which nothing stands are left out, a number is the text that is
 * seen ("007"), a date is 2026-09-28.
 *
 * The separator of a text is guessed (io/csv.h).  What is wrong is a sentence
 * for whoever made the file, with its line.
 */
#ifndef IO_TABLE_FILE_H
#define IO_TABLE_FILE_H
#include "io/csv.h"

/*
 * False with findings: at the name, with the line in the sentence, or at "file"
 * what is wrong with a workbook as a whole (io/xlsx_read.h).
 */
bool table_file_read(struct arena *, const char *name, const char *bytes,
    size_t len, const struct csv_limits *, struct findings *, struct csv *ret);
#endif
