// The functions themselves, which need no set-up; OpenSSL 3 recommends its larger interface.
#define OPENSSL_SUPPRESS_DEPRECATED

#include <openssl/md5.h>
#include <openssl/sha.h>
