// ZXing's functions that code_reader.cpp calls, looked up when the first picture is to be read.
#ifndef LATE_ZXING_H
#define LATE_ZXING_H

#define ZX_USE_UTF8 1
#include <ZXing/ReadBarcode.h>
#include <ZXing/ZXVersion.h>

// Looks the functions up; returns null, or why one is missing.
const char *late_zxing_load();

#endif
