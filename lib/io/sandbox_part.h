/* sandbox_part.h - what the files of the sandbox share; nobody else */
#ifndef IO_SANDBOX_PART_H
#define IO_SANDBOX_PART_H
#include "io/sandbox.h"

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif
#ifndef SANITIZED
#define SANITIZED 0
#endif

/* sandbox_calls.c: the filter of system calls */
enum rc sandbox_calls(const struct sandbox *) NODISCARD;
#endif
