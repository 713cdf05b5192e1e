; Examples for GIMP 2.10's Script-Fu. The options are those of the guide's table, by name.

; The layer's result as a new layer above it, in a mixture of two styles.
(define (adain-new-layer image layer)
  (plug-in-adain-stylize-with RUN-NONINTERACTIVE image layer
    "starry-night:0.7;great-wave:0.3" ; style
    -1                                ; mask
    ""                                ; background-style
    ""                                ; model
    "output=layer strength=0.8 preserve-color=luminance"))

; One style in the selection and another one outside of it, each fitted to its own part.
(define (adain-inside-and-outside image layer inside outside)
  (plug-in-adain-stylize-with RUN-NONINTERACTIVE image layer inside -1 outside ""
    "mask-from=selection region-statistics=own"))

; Each layer of a group is a region with the style that it is named by, and the rest gets another one.
(define (adain-regions image layer group rest)
  (plug-in-adain-stylize-with RUN-NONINTERACTIVE image layer "" group rest "" "mask-from=group border=2"))
