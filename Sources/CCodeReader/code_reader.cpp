#include "CCodeReader.h"

#include "late_zxing.h"

#include <exception>
#include <memory>

namespace {

// Version 2.2 renamed the options.
#if __has_include(<ZXing/ReaderOptions.h>)
using Options = ZXing::ReaderOptions;
#else
using Options = ZXing::DecodeHints;
#endif

ZXing::Results read(const ZXing::ImageView &picture) {
  Options options;
  options.setFormats(ZXing::BarcodeFormat::QRCode);
  // Codes are upright and drawn in whole pixels; nothing has to be guessed.
  options.setTryHarder(false);
  options.setTryRotate(false);
  options.setTryDownscale(false);
  options.setBinarizer(ZXing::Binarizer::FixedThreshold);
  return ZXing::ReadBarcodes(picture, options);
}

}  // namespace

struct code_reader_texts {
  ZXing::Results results;
};

const char *code_reader_load(void) { return late_zxing_load(); }

code_reader_texts *code_reader_read(const uint8_t *pixels, int width, int height) {
  // No exception may reach the caller, which is not C++.
  try {
    auto texts = std::make_unique<code_reader_texts>();
    texts->results = read({pixels, width, height, ZXing::ImageFormat::Lum});
    return texts.release();
  } catch (const std::exception &) {
    return nullptr;
  }
}

size_t code_reader_count(const code_reader_texts *texts) { return texts->results.size(); }

const uint8_t *code_reader_bytes(const code_reader_texts *texts, size_t index, size_t *count) {
  const auto &bytes = texts->results[index].bytes();
  *count = bytes.size();
  return bytes.data();
}

int code_reader_is_special(const code_reader_texts *texts, size_t index) {
  const auto &result = texts->results[index];
  return result.hasECI() || result.isPartOfSequence() || result.isMirrored();
}

void code_reader_free(code_reader_texts *texts) { delete texts; }
