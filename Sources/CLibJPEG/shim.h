// Its header needs that of FILE.
#include <stdio.h>

#include <jpeglib.h>
