; What the scripts of ./run's cases have in common. Files are in /scratch. Each case ends with a file that the
; shell looks at, because GIMP itself succeeds whatever a script does.
(script-fu-use-v3)

(define (open-picture file)
  (gimp-file-load RUN-NONINTERACTIVE (string-append "/scratch/" file)))

(define (layer-of image) (vector-ref (gimp-image-get-layers image) 0))

(define (save-picture image file)
  (gimp-file-save RUN-NONINTERACTIVE image (string-append "/scratch/" file)))

; The picture of the layer alone, cut to its place.
(define (save-layer image layer file)
  (let ((offsets (gimp-drawable-get-offsets layer)))
    (gimp-image-crop image (gimp-drawable-get-width layer) (gimp-drawable-get-height layer)
                     (car offsets) (cadr offsets))
    (save-picture image file)))

(define (stylize image layer)
  (plug-in-adain-stylize #:run-mode RUN-NONINTERACTIVE #:image image #:drawables (vector layer)
                         #:style "starry-night" #:strength 0.7))

; Something that has to fail: FILE is written afterwards in any case.
(define-macro (refused name . body)
  `(begin (gimp-message (string-append "CASE " ,name))
          (catch (gimp-message (string-append "REFUSED " ,name)) ,@body)))
