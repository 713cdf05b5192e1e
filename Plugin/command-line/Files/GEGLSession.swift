// GEGL's life in this program: started once, kept within bounds, ended after the last buffer is gone. And the
// session in which the models and styles live that a command has read.

import CAdaIN
import CAdaINGEGL
import CGEGL
import Glibc

final class GEGLSession {
  /// Pixels of images that GEGL keeps in memory; the rest of a large picture goes to its swap folder.
  private static let tileCache: guint64 = 256 << 20

  let handle: OpaquePointer

  private init() throws {
    guard let session = adain_gegl_session_new() else {
      throw CommandFailure(message: word("memory has run out; close other programs"))
    }
    handle = session
  }

  deinit {
    adain_gegl_session_free(handle)
  }

  /// Runs a command's work that needs no picture: GEGL takes longer to start than such work.
  static func runWithoutPictures(_ body: (GEGLSession) throws -> Void) throws {
    Interruption.watch(FileCleanup.atOnce)
    Notes.watch()
    defer { FileCleanup.removeAll() }
    try body(GEGLSession())
  }

  /// Runs a command's work with GEGL started; nothing of GEGL may outlive `body`.
  ///
  /// - Parameters:
  ///   - threads: how many GEGL itself uses; 0 leaves that to GEGL.
  ///   - meanwhile: what a second thread does while GEGL starts; nothing with pictures, and whatever fails in
  ///     it comes again when it is needed.
  static func run(
    threads: Int = 0, meanwhile: ((GEGLSession) -> Void)? = nil,
    _ body: (GEGLSession) throws -> Void
  ) throws {
    Interruption.watch(FileCleanup.atOnce)
    var session: GEGLSession? = try GEGLSession()
    if let meanwhile {
      withExtendedLifetime(Work(session: session!, work: meanwhile)) { beside in
        adain_gegl_start(
          { user in
            let beside = Unmanaged<Work>.fromOpaque(user!).takeUnretainedValue()
            beside.work(beside.session)
            return nil
          }, Unmanaged.passUnretained(beside).toOpaque())
      }
    } else {
      adain_gegl_start(nil, nil)
    }
    Notes.watch()
    defer {
      session = nil
      gegl_exit()
      FileCleanup.removeAll()
    }
    let isCacheChosen = getenv("GEGL_CACHE_SIZE") != nil
    adain_bound_gegl(isCacheChosen ? 0 : tileCache, Int32(threads))
    let swap = adain_gegl_swap_folder()
    FileCleanup.setSwapFolder(swap.map { String(system: $0) })
    g_free(swap)
    try body(session!)
  }

  /// A session and what is done with it, as a thread is handed them.
  private final class Work {
    let session: GEGLSession
    let work: (GEGLSession) -> Void

    init(session: GEGLSession, work: @escaping (GEGLSession) -> Void) {
      (self.session, self.work) = (session, work)
    }
  }

  /// - Parameter name: a path or a bundled model's name; nil is the default model.
  func model(_ name: String?) throws -> OpaquePointer {
    try reporting { adain_gegl_model(handle, name?.system, $0) }
  }

  /// The file that a model's path or name stands for.
  func modelPath(_ name: String) throws -> String {
    let path = try reporting { adain_gegl_model_path(name.system, $0) }
    defer { g_free(path) }
    return String(system: path)
  }

  /// - Parameters:
  ///   - style: an image's path, a saved style's path, or a gallery name.
  ///   - size: the shorter side that an image is resampled to first; 0 keeps its own.
  func style(_ style: String, model: OpaquePointer, size: Int) throws -> OpaquePointer {
    try reporting { adain_gegl_style(handle, model, style.system, Int32(size), $0) }
  }

  struct GalleryStyle {
    let name: String
    let title: String
    let path: String
  }

  /// The bundled styles, sorted by name.
  func gallery() -> [GalleryStyle] {
    guard let entries = adain_gegl_gallery(handle) else { return [] }
    defer { adain_gegl_gallery_free(entries) }
    var styles: [GalleryStyle] = []
    var next = entries
    while let entry = next.pointee {
      styles.append(
        GalleryStyle(
          name: String(system: entry.pointee.name), title: String(cString: entry.pointee.title),
          path: String(system: entry.pointee.path)))
      next += 1
    }
    return styles
  }
}
