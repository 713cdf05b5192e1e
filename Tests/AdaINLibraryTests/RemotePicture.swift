// A host whose pixels lie behind callbacks, as GEGL's buffers do.

import AdaINTestSupport
import CAdaIN

#if canImport(Glibc)
  import Glibc
#endif

final class RemotePicture {
  private let picture: Picture
  private(set) var output: Picture
  /// Calls from another thread than the one that made this.
  private(set) var strangers = 0
  var fails = false
  private let owner = pthread_self()

  init(_ picture: Picture, output: Picture) {
    self.picture = picture
    self.output = output
  }

  var source: adain_image { image { RemotePicture.read($0, $1, $2, $3, $4, $5, $6) } }
  var sink: adain_image { image { RemotePicture.write($0, $1, $2, $3, $4, $5, $6) } }

  private func image(_ transfer: adain_transfer) -> adain_image {
    var image = adain_image()
    image.struct_size = MemoryLayout<adain_image>.size
    (image.width, image.height) = (Int64(picture.width), Int64(picture.height))
    image.channels = Int32(picture.channels)
    image.transfer = transfer
    image.user = Unmanaged.passUnretained(self).toOpaque()
    return image
  }

  private typealias Pixels = UnsafeMutablePointer<Float>?

  private static func read(
    _ user: UnsafeMutableRawPointer?, _ x: Int64, _ y: Int64, _ width: Int64, _ height: Int64,
    _ pixels: Pixels,
    _ stride: Int64
  ) -> Int32 {
    visit(user, x, y, width, height, stride) { picture, at, from in pixels![at] = picture.picture.pixels[from]
    }
  }

  private static func write(
    _ user: UnsafeMutableRawPointer?, _ x: Int64, _ y: Int64, _ width: Int64, _ height: Int64,
    _ pixels: Pixels,
    _ stride: Int64
  ) -> Int32 {
    visit(user, x, y, width, height, stride) { picture, at, to in picture.output.pixels[to] = pixels![at] }
  }

  /// Each float of the rectangle: where it is in the callback's memory and where in the picture.
  private static func visit(
    _ user: UnsafeMutableRawPointer?, _ x: Int64, _ y: Int64, _ width: Int64, _ height: Int64,
    _ stride: Int64,
    _ body: (RemotePicture, _ at: Int, _ index: Int) -> Void
  ) -> Int32 {
    let remote = Unmanaged<RemotePicture>.fromOpaque(user!).takeUnretainedValue()
    if remote.fails { return 9 }
    if pthread_equal(pthread_self(), remote.owner) == 0 { remote.strangers += 1 }
    let picture = remote.picture
    let channels = picture.channels
    guard x >= 0, y >= 0, Int(x + width) <= picture.width, Int(y + height) <= picture.height else { return 8 }
    for row in 0..<Int(height) {
      for i in 0..<Int(width) * channels {
        body(remote, row * Int(stride) / 4 + i, ((Int(y) + row) * picture.width + Int(x)) * channels + i)
      }
    }
    return 0
  }
}
