; What the batches of ./run have in common. Each case ends with a sentinel that the shell looks for, because
; GIMP itself succeeds whatever a script does.

; Each file is read once, because each reading starts a process; what is asked for are copies.
(define originals '())
(define (load-picture file)
  (if (not (assoc file originals))
      (set! originals
            (cons (cons file (car (gimp-file-load RUN-NONINTERACTIVE file file))) originals)))
  (car (gimp-image-duplicate (cdr (assoc file originals)))))

(define (layer-of image)
  (car (gimp-image-get-active-drawable image)))

(define (save-picture image drawable file)
  (file-png-save-defaults RUN-NONINTERACTIVE image drawable file file))

(define (done name)
  (gimp-message (string-append "DONE " name)))

; The procedure without questions; mask -1 is none.
(define (stylize image layer style strength color mask background)
  (plug-in-adain-stylize RUN-NONINTERACTIVE image layer style strength color mask background 512 ""))

; A picture through the procedure, in a precision; grey is TRUE or FALSE. The result goes to out.
(define (stylize-file in precision grey out)
  (let ((image (load-picture in)))
    (if (= grey TRUE) (gimp-image-convert-grayscale image))
    (if (not (= precision (car (gimp-image-get-precision image))))
        (gimp-image-convert-precision image precision))
    (stylize image (layer-of image) "starry-night" 0.7 0 -1 "")
    (save-picture image (layer-of image) out)
    (gimp-image-delete image)
    (done out)))

; The same with other arguments.
(define (stylize-with in style strength color background out)
  (let ((image (load-picture in)))
    (stylize image (layer-of image) style strength color -1 background)
    (save-picture image (layer-of image) out)
    (gimp-image-delete image)
    (done out)))

; Something that has to fail: the picture afterwards goes to out.
(define (refuse image layer style strength color mask background out)
  (gimp-message (string-append "CASE " out))
  (catch (gimp-message (string-append "REFUSED " out))
    (stylize image layer style strength color mask background))
  (save-picture image (layer-of image) out)
  (gimp-image-delete image)
  (done out))

(define (refuse-file in style strength color out)
  (let ((image (load-picture in)))
    (refuse image (layer-of image) style strength color -1 "" out)))

; A layer within a larger canvas, at an offset; returns (image layer).
(define (canvas-with-layer file x y)
  (let* ((image (load-picture file))
         (layer (layer-of image))
         (width (car (gimp-image-width image)))
         (height (car (gimp-image-height image))))
    (gimp-image-resize image (+ width 80) (+ height 60) x y)
    (list image layer)))

; Another picture as a layer on top, at an offset; returns it.
(define (add-layer image file x y)
  (let ((layer (car (gimp-file-load-layer RUN-NONINTERACTIVE image file))))
    (gimp-image-insert-layer image layer 0 0)
    (gimp-layer-set-offsets layer x y)
    layer))

; The selection, cut to the layer's place, as a grey picture.
(define (save-selection image layer out)
  (let* ((channel (car (gimp-selection-save image)))
         (offsets (gimp-drawable-offsets layer))
         (copy (car (gimp-image-new (car (gimp-image-width image)) (car (gimp-image-height image)) GRAY)))
         (grey (car (gimp-layer-new-from-drawable channel copy))))
    (gimp-image-insert-layer copy grey 0 0)
    (gimp-layer-set-offsets grey 0 0)
    (gimp-image-crop copy (car (gimp-drawable-width layer)) (car (gimp-drawable-height layer))
                     (car offsets) (cadr offsets))
    (gimp-layer-flatten (layer-of copy))
    (save-picture copy (layer-of copy) out)
    (gimp-image-remove-channel image channel)
    (gimp-image-delete copy)))
