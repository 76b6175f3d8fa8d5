/* Fails the n-th call that touches a folder: open, write, flush, rename, delete, make. Loaded before the C library, so that SQLite
   and Qt meet it as Python does. One call alone, or all from then on; an error, or half a write and a full disk after it. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static char under[PATH_MAX];
static size_t length;
static long first, seen;
static int code, lasting, halving;

void disk_faults(const char *folder, long nth, int error, int goes_on, int half)
{
    snprintf(under, sizeof under, "%s", folder);
    length = strlen(under);
    first = nth, code = error, lasting = goes_on, halving = half;
    __atomic_store_n(&seen, 0, __ATOMIC_SEQ_CST);
}

long disk_calls(void) { return __atomic_load_n(&seen, __ATOMIC_SEQ_CST); }

static int fails(void)
{
    long number = __atomic_add_fetch(&seen, 1, __ATOMIC_SEQ_CST);
    if (first == 0 || number < first || (number > first && !lasting))
        return 0;
    errno = code;
    return 1;
}

static int inside(const char *path) { return length && path && strncmp(path, under, length) == 0; }

static int inside_at(int folder, const char *path)
{
    char name[64], real[PATH_MAX];
    ssize_t n;
    if (!length || !path)
        return 0;
    if (path[0] == '/')
        return inside(path);
    if (folder == AT_FDCWD)
        return 0;
    snprintf(name, sizeof name, "/proc/self/fd/%d", folder);
    n = readlink(name, real, sizeof real - 1);
    if (n < 0)
        return 0;
    real[n] = 0;
    return inside(real);
}

static int inside_fd(int fd)
{
    int before = errno, found = inside_at(fd, "");
    errno = before;
    return found;
}

/* what is only read needs no room */
static int opens(int flags) { return code != ENOSPC || (flags & (O_WRONLY | O_RDWR | O_CREAT)); }

#define REAL(type, name, ...) \
    static type (*real)(__VA_ARGS__); \
    if (!real) *(void **)&real = dlsym(RTLD_NEXT, #name)
#define OPEN(name) \
    int name(const char *path, int flags, ...) { \
        REAL(int, name, const char *, int, ...); va_list more; va_start(more, flags); mode_t mode = va_arg(more, mode_t); va_end(more); \
        return inside(path) && opens(flags) && fails() ? -1 : real(path, flags, mode); }
#define OPENAT(name) \
    int name(int folder, const char *path, int flags, ...) { \
        REAL(int, name, int, const char *, int, ...); va_list more; va_start(more, flags); mode_t mode = va_arg(more, mode_t); va_end(more); \
        return inside_at(folder, path) && opens(flags) && fails() ? -1 : real(folder, path, flags, mode); }
OPEN(open) OPEN(open64) OPENAT(openat) OPENAT(openat64)

#define WRITE(name, extra, given) \
    ssize_t name(int fd, const void *data, size_t size extra) { \
        REAL(ssize_t, name, int, const void *, size_t extra); \
        if (inside_fd(fd) && fails()) { if (!halving || seen != first || size < 2) return -1; size /= 2; } \
        return real(fd, data, size given); }
#define NOTHING
#define COMMA ,
WRITE(write, NOTHING, NOTHING)
ssize_t pwrite(int fd, const void *data, size_t size, off_t at) {
    REAL(ssize_t, pwrite, int, const void *, size_t, off_t);
    if (inside_fd(fd) && fails()) { if (!halving || seen != first || size < 2) return -1; size /= 2; }
    return real(fd, data, size, at); }
ssize_t pwrite64(int fd, const void *data, size_t size, off64_t at) {
    REAL(ssize_t, pwrite64, int, const void *, size_t, off64_t);
    if (inside_fd(fd) && fails()) { if (!halving || seen != first || size < 2) return -1; size /= 2; }
    return real(fd, data, size, at); }

/* to delete something needs no room */
#define ONE(name, declared, real_types, where, given) \
    int name declared { REAL(int, name, real_types); return (where) && fails() ? -1 : real given; }
#define TYPES(...) __VA_ARGS__
ONE(fsync, (int fd), TYPES(int), inside_fd(fd), (fd))
ONE(fdatasync, (int fd), TYPES(int), inside_fd(fd), (fd))
ONE(ftruncate, (int fd, off_t size), TYPES(int, off_t), inside_fd(fd), (fd, size))
ONE(ftruncate64, (int fd, off64_t size), TYPES(int, off64_t), inside_fd(fd), (fd, size))
ONE(rename, (const char *a, const char *b), TYPES(const char *, const char *), inside(b), (a, b))
ONE(renameat, (int f, const char *a, int g, const char *b), TYPES(int, const char *, int, const char *), inside_at(g, b), (f, a, g, b))
ONE(renameat2, (int f, const char *a, int g, const char *b, unsigned h), TYPES(int, const char *, int, const char *, unsigned), inside_at(g, b), (f, a, g, b, h))
ONE(link, (const char *a, const char *b), TYPES(const char *, const char *), inside(b), (a, b))
ONE(linkat, (int f, const char *a, int g, const char *b, int h), TYPES(int, const char *, int, const char *, int), inside_at(g, b), (f, a, g, b, h))
ONE(unlink, (const char *a), TYPES(const char *), code != ENOSPC && inside(a), (a))
ONE(unlinkat, (int f, const char *a, int g), TYPES(int, const char *, int), code != ENOSPC && inside_at(f, a), (f, a, g))
ONE(rmdir, (const char *a), TYPES(const char *), code != ENOSPC && inside(a), (a))
ONE(mkdir, (const char *a, mode_t m), TYPES(const char *, mode_t), inside(a), (a, m))
