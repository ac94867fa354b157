#include "late_zxing.h"

// Loading ZXing and the C++ library takes longer than all other work of a small command, and most commands
// read no pictures. The functions below take the place of the library's, so that the linker need not
// name it (--as-needed). Their names are those of one version: others are linked as usual.
#if defined(__linux__) && ZXING_VERSION_MAJOR == 1 && ZXING_VERSION_MINOR == 4

#include <dlfcn.h>

#include <string>

namespace {

struct Functions {
  ZXing::Results (*read)(const ZXing::ImageView &, const ZXing::DecodeHints &);
  const ZXing::ByteArray &(*bytes)(const ZXing::Result *);
  bool (*has_eci)(const ZXing::Result *);
  int (*sequence_size)(const ZXing::Result *);
  int (*sequence_index)(const ZXing::Result *);
  std::string fault;

  Functions() {
    void *library = dlopen("libZXing.so.2", RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr) {
      fault = dlerror();
      return;
    }
    find(read, library, "_ZN5ZXing12ReadBarcodesERKNS_9ImageViewERKNS_11DecodeHintsE");
    find(bytes, library, "_ZNK5ZXing6Result5bytesEv");
    find(has_eci, library, "_ZNK5ZXing6Result6hasECIEv");
    find(sequence_size, library, "_ZNK5ZXing6Result12sequenceSizeEv");
    find(sequence_index, library, "_ZNK5ZXing6Result13sequenceIndexEv");
  }

  template <typename Function>
  void find(Function &function, void *library, const char *name) {
    function = reinterpret_cast<Function>(dlsym(library, name));
    if (function == nullptr) fault = dlerror();
  }
};

const Functions &functions() {
  static const Functions functions;
  return functions;
}

}  // namespace

const char *late_zxing_load() {
  const auto &fault = functions().fault;
  return fault.empty() ? nullptr : fault.c_str();
}

namespace ZXing {

Results ReadBarcodes(const ImageView &picture, const DecodeHints &hints) {
  return functions().read(picture, hints);
}

const ByteArray &Result::bytes() const { return functions().bytes(this); }

bool Result::hasECI() const { return functions().has_eci(this); }

int Result::sequenceSize() const { return functions().sequence_size(this); }

int Result::sequenceIndex() const { return functions().sequence_index(this); }

}  // namespace ZXing

#else

const char *late_zxing_load() { return nullptr; }

#endif
