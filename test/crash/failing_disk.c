// A disk that fails on command: preloaded into the server, it makes chosen calls on files of its
// journal or its chat store fail, and lets all others through.
//
// The file named by FAILING_DISK is mapped by both sides: the test writes an order, the library
// counts it down. While `times` is not above 0 nothing is changed and nothing is looked up.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/uio.h>
#include <unistd.h>

enum { kWrites = 1, kSyncs = 2 };  // Which calls.
enum { kJournal = 1, kChat = 2 };  // On files of which folder.
enum { kNothing = 0, kHalf = 1 };  // What a failing write leaves on the disk.

struct Order {
  atomic_int calls;
  atomic_int folder;
  atomic_int error;
  atomic_int leaves;
  atomic_int skip;    // So many calls go well first,
  atomic_int times;   // then so many fail.
  atomic_int failed;  // Counted up by the library.
};

static struct Order* order;

__attribute__((constructor)) static void map_order(void) {
  const char* path = getenv("FAILING_DISK");
  if (path == NULL) return;
  const int file = open(path, O_RDWR | O_CLOEXEC);
  if (file < 0) return;
  void* mapped = mmap(NULL, sizeof(struct Order), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  close(file);
  if (mapped != MAP_FAILED) order = mapped;
}

static int is_in_folder(int file) {
  char link[64];
  char path[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  const ssize_t size = readlink(link, path, sizeof path - 2);
  if (size < 0) return 0;
  memcpy(path + size, "/", 2);  // So that a folder itself is found, too.
  return strstr(path, atomic_load(&order->folder) == kJournal ? "/journal/" : "/chat/") != NULL;
}

// Whether this call has to fail. Sets errno if so.
static int must_fail(int call, int file) {
  if (order == NULL || atomic_load(&order->times) <= 0) return 0;
  if ((atomic_load(&order->calls) & call) == 0) return 0;
  const int before = errno;
  const int is_meant = is_in_folder(file);
  errno = before;
  if (!is_meant || atomic_fetch_sub(&order->skip, 1) > 0) return 0;
  if (atomic_fetch_sub(&order->times, 1) <= 0) return 0;
  atomic_fetch_add(&order->failed, 1);
  errno = atomic_load(&order->error);
  return 1;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

ssize_t pwritev2(int file, const struct iovec* parts, int count, off_t offset, int flags) {
  if (!must_fail(kWrites, file)) return REAL(pwritev2)(file, parts, count, offset, flags);
  if (atomic_load(&order->leaves) == kHalf) {
    const int error = errno;
    REAL(pwrite)(file, parts[0].iov_base, parts[0].iov_len / 2, offset);
    errno = error;
  }
  return -1;
}

ssize_t pwritev64v2(int file, const struct iovec* parts, int count, off64_t offset, int flags) {
  return pwritev2(file, parts, count, offset, flags);
}

ssize_t write(int file, const void* bytes, size_t size) {
  return must_fail(kWrites, file) ? -1 : REAL(write)(file, bytes, size);
}

int fdatasync(int file) { return must_fail(kSyncs, file) ? -1 : REAL(fdatasync)(file); }

int fsync(int file) { return must_fail(kSyncs, file) ? -1 : REAL(fsync)(file); }
