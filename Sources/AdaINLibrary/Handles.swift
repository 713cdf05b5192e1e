// The objects behind the opaque pointers of adain.h, and how pointers and objects turn into each other.

import AdaINNetwork
import AdaINRuntime
import AdaINStylizing
import CAdaIN
import Glibc
import Synchronization

/// A context: the last error's text and what is kept between calls. Calls on it run one after another.
final class Context: @unchecked Sendable {
  private let transfer = StyleTransfer()
  private let lock = Lock()
  private var error = CText("")
  /// The thread whose call is under way (its pthread_t), or 0.
  private let caller = Atomic<UInt>(0)

  /// Runs a call's body and turns what it throws into a status and a text.
  /// A call from within a callback of another one is refused: it could only wait for itself.
  func call(_ body: (StyleTransfer) throws(AdaINError) -> Void) -> adain_status {
    if isWithinCallback { return adain_status(ADAIN_INVALID_ARGUMENT) }
    return lock.hold {
      caller.store(Self.thread, ordering: .relaxed)
      defer { caller.store(0, ordering: .relaxed) }
      do throws(AdaINError) {
        try body(transfer)
        return adain_status(ADAIN_OK)
      } catch {
        self.error = CText(error.message)
        return error.code.rawValue
      }
    }
  }

  var errorText: UnsafePointer<CChar> {
    isWithinCallback ? error.pointer : lock.hold { error.pointer }
  }

  /// Only this thread can have stored its own name, so there is nothing to race with.
  private var isWithinCallback: Bool { caller.load(ordering: .relaxed) == Self.thread }
  private static var thread: UInt { UInt(pthread_self()) }
}

/// A model and the texts about it that C may read.
final class ModelHandle: Sendable {
  let model: Model
  let id: CText
  let description: CText

  init(_ model: Model) {
    self.model = model
    id = CText(model.id)
    description = CText(model.summary)
  }
}

/// A style and the texts about it that C may read.
final class StyleHandle: Sendable {
  let style: Style
  let title: CText
  let modelID: CText

  init(_ style: Style) {
    self.style = style
    title = CText(style.title)
    modelID = CText(style.modelID)
  }
}

/// A text in memory of its own, ended by a NUL.
final class CText: @unchecked Sendable {
  let pointer: UnsafePointer<CChar>

  init(_ text: String) {
    let characters = text.utf8CString
    let copy = UnsafeMutablePointer<CChar>.allocate(capacity: characters.count)
    for (i, character) in characters.enumerated() { copy[i] = character }
    pointer = UnsafePointer(copy)
  }

  deinit { pointer.deallocate() }
}

/// A new pointer that owns the object.
func handle(_ object: AnyObject) -> OpaquePointer { OpaquePointer(Unmanaged.passRetained(object).toOpaque()) }

/// The object that a pointer stands for, which stays owned by the pointer.
func object<Object: AnyObject>(_ pointer: OpaquePointer, _: Object.Type = Object.self) -> Object {
  Unmanaged<Object>.fromOpaque(UnsafeRawPointer(pointer)).takeUnretainedValue()
}

/// Gives up a pointer's hold of its object; NULL is nothing.
func release<Object: AnyObject>(_ pointer: OpaquePointer?, _: Object.Type) {
  guard let pointer else { return }
  Unmanaged<Object>.fromOpaque(UnsafeRawPointer(pointer)).release()
}
