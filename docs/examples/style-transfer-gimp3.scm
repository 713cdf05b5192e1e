; Examples for GIMP 3's Script-Fu. The arguments are the options of the guide's table, by name.
(script-fu-use-v3)

; The layer's result as a new layer above it, in a mixture of two styles.
(define (adain-new-layer image layer)
  (plug-in-adain-stylize #:run-mode RUN-NONINTERACTIVE #:image image #:drawables (vector layer)
    #:style "starry-night:0.7;great-wave:0.3" #:strength 0.8 #:preserve-color "luminance"
    #:output "layer"))

; One style in the selection and another one outside of it, each fitted to its own part.
(define (adain-inside-and-outside image layer inside outside)
  (plug-in-adain-stylize #:run-mode RUN-NONINTERACTIVE #:image image #:drawables (vector layer)
    #:style inside #:background-style outside #:mask-from "selection" #:region-statistics "own"))

; Each layer of a group is a region with the style that it is named by, and the rest gets another one.
(define (adain-regions image layer group rest)
  (plug-in-adain-stylize #:run-mode RUN-NONINTERACTIVE #:image image #:drawables (vector layer)
    #:mask group #:background-style rest #:mask-from "group" #:border 2.0))
