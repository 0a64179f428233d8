/* person_word.c - the words that people are found by */
#include "core/person_word.h"

DB_STMT(delete_words, "DELETE FROM person_word WHERE person_id = ?");
/* A key has single blanks between its words, and none at its ends. */
#define WORDS \
	"INSERT INTO person_word (person_id, word, name) SELECT DISTINCT " \
	"p.id," \
	" LEFT(j.word, 60), p.name FROM person p JOIN JSON_TABLE(CONCAT(" \
	"'[\"\",', REPLACE(JSON_QUOTE(p.search), ' ', '\",\"'), ']')," \
	" '$[*]' COLUMNS (word VARCHAR(400) CHARACTER SET utf8mb4 PATH '$')) " \
	"j"
DB_STMT(insert_words, WORDS " WHERE p.id = ?");
DB_STMT(insert_missing, WORDS " WHERE NOT EXISTS (SELECT 1 FROM person_word v"
			      " WHERE v.person_id = p.id)");

enum rc
person_words_first(struct db *db, long person)
{
	return db_exec(db, insert_words, ARGS(person), NULL);
}

enum rc
person_words(struct db *db, long person)
{
	TRY(db_exec(db, delete_words, ARGS(person), NULL));
	return person_words_first(db, person);
}

enum rc
person_words_missing(struct db *db)
{
	return db_exec(db, insert_missing, ARGS(), NULL);
}
