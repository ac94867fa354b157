// ZXing is C++; CCodeReader includes its headers.
