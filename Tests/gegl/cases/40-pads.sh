# Pads that are connected to nothing: as loud as the operation can be, since gegl exits with 0. And graphs in
# XML. Sourced by ../run, after 30-bad-input.sh, whose `refused` it uses.
refused "a style image that is not there" "pad aux could not be loaded" aux=[ load path=no-such.png ]
refused "a mask that is not there" "pad aux2 could not be loaded" aux2=[ load path=no-such.png ]
refused "a style image that is not there, scaled" "pad aux could not be loaded" \
  aux=[ load path=no-such.png scale-ratio x=0.5 y=0.5 ]
refused "an empty style image" "pad aux is empty" aux=[ nop ]
refused "an empty mask" "pad aux2 is empty" aux2=[ nop ]
refused "a style image without a visible pixel" "no visible pixel" aux=[ load path=stripes.8.png crop \
  x=9000 width=5 height=5 ]
gegl no-such.png -o no-such.out.png -- adain:stylize > no-such.txt 2>&1
check "a picture that is not there: it is said" says "pad input could not be loaded" no-such.txt
check "a pad that is not connected does not matter" op photo.8.png op.png style=starry-night
check "and nothing is said" test -z "$(grep adain op.png.txt)"

# The guide's graph, as it stands there but for the files' names.
sed -n '/^<?xml/,/^<\/gegl>/p' "$root/docs/guide.md" \
  | sed 's/photo\.jpg/photo.8.png/; s/painting\.jpg/stripes.8.png/; s/mask\.png/mask.8.png/' > graph.xml
check "the guide has a graph" test -s graph.xml
gegl graph.xml -o graph.png > graph.txt 2>&1
op photo.8.png op.png strength=0.8 aux=[ load path=stripes.8.png ] aux2=[ load path=mask.8.png ]
check "the guide's graph gives what pads on the command line do" pixels compare op.png graph.png 0.01
check "both pads count: white is stylised" pixels differ photo.8.png graph.png 8 150 0 50 150
check "both pads count: black is as it was" pixels compare photo.8.png graph.png 0.01 0 0 60 150

# The guide's check for scripts.
op photo.8.png op.png style=nowhere
check "a script can look for the warning" grep -q 'adain:stylize:' op.png.txt
