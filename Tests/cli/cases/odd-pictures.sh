# Rare and damaged kinds of picture files, a line each in a table: the right pixels, or a refusal that names
# the kind. They are made here, because the tools that write them are many. Pixels are compared at strength 0.

mkdir odd
style="--style in/painting.ppm"
copy_odd () { "$ADAIN" stylize "$1" $style --strength 0 --depth 8 -o "$2" > .out 2> .err; }

# Radiance HDR: scanlines in all eight ways, from the same 3x2 colours, which are exact in RGBE
perl -e 'my @shown = ([10, 20, 30], [40, 50, 60]);
  my @ways = map { [split / /] } "-Y +X", "-Y -X", "+Y -X", "+Y +X", "+X -Y", "-X -Y", "-X +Y", "+X +Y";
  my $number = 0;
  for my $way (@ways) {
    my ($columns, $rows) = (3, 2);
    my @axis = map { my $x = $_ =~ /X/; my @all = 0 .. ($x ? 2 : 1);
      $_ eq "-Y" || $_ eq "+X" ? \@all : [reverse @all] } @$way;
    my $body = "";
    for my $line (@{$axis[0]}) { for my $sample (@{$axis[1]}) {
      my ($x, $y) = $way->[0] =~ /X/ ? ($line, $sample) : ($sample, $line);
      my $value = 4 * $shown[$y][$x];
      $body .= pack ("C4", $value, $value, $value, 128); } }
    open (my $file, ">:raw", "odd/way-" . $number++ . ".hdr");
    print $file "#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n$way->[0] ", scalar @{$axis[0]}, " $way->[1] ",
      scalar @{$axis[1]}, "\n$body"; }
  # 128 is a literal of 128; the second row is of runs, and one of the old kind follows in a file of its own.
  my $head = "#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n";
  open (my $runs, ">:raw", "odd/runs.hdr");
  print $runs $head, "-Y 2 +X 140\n", pack ("C4", 2, 2, 0, 140),
    (map { pack ("C", 128) . chr (160) x 128 . pack ("C2", 128 + 12, 160) } 1 .. 3),
    pack ("C", 128) . chr (128) x 128 . pack ("C2", 128 + 12, 128),
    pack ("C4", 2, 2, 0, 140), (map { pack ("C4", 255, $_, 128 + 13, $_) } 160, 160, 160, 128);
  open (my $old, ">:raw", "odd/old.hdr");
  print $old $head, "-Y 1 +X 301\n", pack ("C12", 160, 160, 160, 128, 1, 1, 1, 44, 1, 1, 1, 1);
  open (my $long, ">:raw", "odd/long.hdr");
  print $long $head, "-Y 1 +X 300\n", pack ("C12", 160, 160, 160, 128, 1, 1, 1, 44, 1, 1, 1, 1);
  open (my $xyz, ">:raw", "odd/xyz.hdr");
  print $xyz "#?RADIANCE\nFORMAT=32-bit_rle_xyze\n\n-Y 1 +X 1\n", pack ("C4", 160, 160, 160, 128);'
copy_odd odd/way-0.hdr odd/wanted.ppm
equal "an HDR file: its values" "55 76 91 103 114 124" "$(for y in 0 1; do for x in 0 1 2; do
  $PPM pixel odd/wanted.ppm $x $y; done; done | awk '{ print int ($1 / 2) }' | xargs)"
for way in 1 2 3 4 5 6 7; do
  copy_odd odd/way-$way.hdr odd/out.ppm
  at_most "an HDR file whose scanlines go way $way" 0 odd/wanted.ppm odd/out.ppm
done
for file in runs old; do
  copy_odd odd/$file.hdr odd/out.ppm
  equal "an HDR file of $file: its last pixel" "207 207 207" \
    "$($PPM pixel odd/out.ppm $([ $file = old ] && echo 300 0 || echo 139 1))"
done
# Eight bits of a mantissa: at most 1/128, less than a level behind sRGB's curve
convert in/grey.ppm -colorspace RGB odd/written.hdr
copy_odd odd/written.hdr odd/out.ppm
at_most "an HDR file as others write it" 2 in/grey.ppm odd/out.ppm

# CMYK without a profile: what ink and black leave, as viewers have it
convert in/photo.ppm -colorspace CMYK -quality 100 -sampling-factor 4:4:4 odd/cmyk.jpg
convert in/photo.ppm -colorspace CMYK odd/cmyk.tif
copy_odd odd/cmyk.jpg odd/out.ppm
at_most "a JPEG in CMYK" 6 in/photo.ppm odd/out.ppm
copy_odd odd/cmyk.tif odd/out.ppm
at_most "a TIFF in CMYK" 1 in/photo.ppm odd/out.ppm

# A small copy is no page, wherever it stands; kind 1 of NewSubfileType
convert in/tall.ppm -resize 20x20 in/tall.ppm -endian LSB odd/copy-first.tif
perl -0777 -pi -e 's/\xfe\0\x04\0\x01\0\0\0\K.{4}/$n++ ? "\0\0\0\0" : "\1\0\0\0"/egs;
  s/\xfe\0\x03\0\x01\0\0\0\K.{4}/$n++ ? "\0\0\0\0" : "\1\0\0\0"/egs' odd/copy-first.tif
runs "a TIFF whose small copy comes first" stylize odd/copy-first.tif $style --strength 0 -o odd/out.ppm
at_most "a TIFF whose small copy comes first: the picture" 0 in/tall.ppm odd/out.ppm

# TGA: a fourth byte that is no alpha
perl -e 'binmode STDOUT; print pack ("C12v2C2", 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9, 2, 32, 0x20),
  pack ("C4", 30, 20, 10, 0) x 18' > odd/no-alpha.tga
copy_odd odd/no-alpha.tga odd/out.png
equal "a TGA without alpha in 32 bits" "8 2" "$(png_kind odd/out.png)"

# Frames of an AVIF sequence stand in boxes behind its still picture
convert in/grey.ppm -quality 100 odd/sequence.avif
perl -e 'my $box = pack ("NNNN", 0, 0, 1, 0) && pack ("NNN", 0, 100, 7);
  for my $kind (reverse qw(moov trak mdia minf stbl stsz)) {
    $box = pack ("N", 8 + length $box) . $kind . $box; }
  binmode STDOUT; print $box' >> odd/sequence.avif
copy_odd odd/sequence.avif odd/out.ppm
holds "an AVIF sequence: a note" grep -q "only the first of 7 frames or pages of odd/sequence.avif" .err

# Profiles: one with a tag outside of it, as Little CMS reads it, must not keep the result from being written
perl -e 'sub number { pack ("N", int ($_[0] * 65536)) }
  my @tags = (["wtpt", "XYZ \0\0\0\0" . number (.9642) . number (1) . number (.8249)]);
  my @points = ([.5151, .2412, 0], [.2920, .6922, .0419], [.1571, .0666, .7841]);
  for my $k (0 .. 2) { my $letter = substr ("rgb", $k, 1);
    push @tags, [$letter . "XYZ", "XYZ \0\0\0\0" . join "", map { number ($_) } @{$points[$k]}],
      [$letter . "TRC", "curv\0\0\0\0" . pack ("Nn", 1, 2.2 * 256) . "\0\0"]; }
  my ($table, $data, $at) = ("", "", 128 + 4 + 12 * @tags);
  for my $tag (@tags) {
    $table .= $tag->[0] . pack ("NN", $at + length $data, length $tag->[1]); $data .= $tag->[1]; }
  my $body = pack ("N", scalar @tags) . $table . $data;
  my $head = pack ("NNNa4a4a4x12a4", 128 + length $body, 0, 0x02100000, "mntr", "RGB ", "XYZ ", "acsp");
  $head .= "\0" x (68 - length $head) . number (.9642) . number (1) . number (.8249);
  my $whole = $head . "\0" x (128 - length $head) . $body;
  my %kinds = (good => $whole, padded => $whole . "\0" x 7);
  ($kinds{outside} = $whole) =~ s/wtpt\K..../\xff\xff\xff\xf0/s;
  ($kinds{black} = $whole) =~ s/XYZ \0\0\0\0(?!.{8}acsp)\K.{12}/"\0" x 12/egs;
  ($kinds{flat} = $whole) =~ s/curv\0\0\0\0\0\0\0\x01\K../\0\0/gs;
  for my $kind (keys %kinds) { open (my $file, ">:raw", "odd/$kind.icc"); print $file $kinds{$kind}; }'
convert in/painting.ppm odd/plain.jpg
for kind in good padded outside black flat; do
  # A JPEG segment, because convert would look at what it says.
  perl -e 'local $/; my ($picture, $profile) = map { open (my $f, "<:raw", $_); <$f> } @ARGV; binmode STDOUT;
    my $block = "ICC_PROFILE\0\1\1" . $profile;
    print substr ($picture, 0, 2), pack ("Cn", 0xff, 0) && "\xff\xe2", pack ("n", 2 + length $block), $block,
      substr ($picture, 2)' odd/plain.jpg odd/$kind.icc > odd/$kind.jpg
  copy_odd odd/$kind.jpg odd/$kind.png
  equal "a profile that is $kind: a result" 0 $?
done
holds "a profile that is padded is the same one" cmp odd/good.png odd/padded.png
holds "and goes to the result" grep -aq iCCP odd/padded.png
for kind in black flat; do
  copy_odd odd/$kind.jpg odd/out.ppm
  holds "a profile that is $kind: a note" grep -q "colour profile of odd/$kind.jpg cannot be used" .err
  copy_odd odd/plain.jpg odd/wanted.ppm
  at_most "a profile that is $kind: sRGB's colours" 0 odd/wanted.ppm odd/out.ppm
done

# PNG's own words for a curve and for colours: those that can be, and those that leave nothing
head -c 786435 /dev/zero | cat <(printf 'P6 262145 1 255\n') - > odd/long-side.ppm
convert in/photo.ppm odd/plain.png
perl -MCompress::Zlib=crc32 -e 'local $/; open (my $f, "<:raw", "odd/plain.png"); my $png = <$f>;
  my $header = "IHDR" . pack ("NN", 30000, 30000) . substr ($png, 24, 5); binmode STDOUT;
  substr ($png, 12, 21) = $header . pack ("N", crc32 ($header)); print $png' > odd/short.png
perl -MCompress::Zlib=crc32 -e 'local $/; open (my $f, "<:raw", "odd/plain.png"); my $png = <$f>;
  sub chunk { my ($name, @values) = @_; my $body = $name . pack ("N*", @values);
    return pack ("N", length ($body) - 4) . $body . pack ("N", crc32 ($body)); }
  sub colors { return chunk ("gAMA", 45455) . chunk ("cHRM", @_); }
  my $head = substr ($png, 0, 33); my $rest = ""; my $at = 33;
  while ($at < length $png) { my $size = 12 + unpack ("N", substr ($png, $at, 4));
    $rest .= substr ($png, $at, $size) if substr ($png, $at + 4, 4) =~ /^(IDAT|IEND|PLTE)$/; $at += $size; }
  my %told = (
    "linear" => chunk ("gAMA", 100000), "gamma-0" => chunk ("gAMA", 0), "gamma-tiny" => chunk ("gAMA", 1),
    "gamma-huge" => chunk ("gAMA", 2000000),
    "wide" => colors (31270, 32900, 64000, 33000, 21000, 71000, 15000, 6000),
    "on-a-line" => colors (31270, 32900, 10000, 10000, 30000, 30000, 60000, 60000),
    "white-outside" => colors (80000, 10000, 64000, 33000, 30000, 60000, 15000, 6000));
  for (keys %told) { open (my $out, ">:raw", "odd/told-$_.png"); print $out $head, $told{$_}, $rest; }'
for kind in gamma-0 gamma-tiny gamma-huge on-a-line white-outside; do
  copy_odd odd/told-$kind.png odd/out.ppm
  at_most "a PNG that tells $kind: sRGB's colours" 0 in/photo.ppm odd/out.ppm
done
for kind in linear wide; do
  copy_odd odd/told-$kind.png odd/out.png
  holds "a PNG that tells $kind: the result tells its colours as well" grep -aq iCCP odd/out.png
done

# The longest run of pixels that a BMP gives as they are, 255 and one byte to make pairs; among them are two
# that would be a command if the run ended before.
perl -e 'my $palette = join "", map { pack ("C4", $_, $_, $_, 0) } 0 .. 255; binmode STDOUT;
  my $runs = pack ("C*", 0, 255, (9) x 200, 0, 250, (9) x 53, 0, 0, 0, 0, 1); my $at = 54 + length $palette;
  print "BM", pack ("VVV", $at + length $runs, 0, $at),
    pack ("VVVvvVVVVVV", 40, 255, 1, 1, 8, 1, length $runs, 0, 0, 256, 0), $palette, $runs' > odd/longest.bmp
copy_odd odd/longest.bmp odd/out.ppm
equal "a BMP with a run of 255 pixels" "250 250 250" "$($PPM pixel odd/out.ppm 201 0)"

# Damaged, or of a kind that is not read: NAME, what is said
perl -e 'my $palette = join "", map { pack ("C4", $_, $_, $_, 0) } 0 .. 255; binmode STDOUT;
  my $runs = "\5\1\0\0" x 3; my $at = 54 + length $palette;
  print "BM", pack ("VVV", $at + length $runs, 0, $at),
    pack ("VVVvvVVVVVV", 40, 5, 6, 1, 8, 1, length $runs, 0, 0, 256, 0), $palette, $runs' > odd/runs-end.bmp
# bmp NAME OFFSET HEADER TEMPLATE VALUE…: a BMP whose pixels are said to begin at OFFSET; after its header
# of 12 or 40 bytes follow the values, packed as the template says
bmp () {
  perl -e 'my ($offset, $header, $template, @values) = @ARGV; binmode STDOUT;
    my @fields = split / /, $header; my $rest = pack ($template, @values);
    print "BM", pack ("VVV", 14 + $fields[0] + length $rest, 0, $offset),
      pack ($fields[0] == 12 ? "Vv4" : "VVVvvV6", @fields), $rest' "${@:2}" > "$1"
}
bmp odd/os2.bmp 26 "12 4 2 1 24" C24 {10..240..10}
bmp odd/os2-cut.bmp 26 "12 4 2 1 24" C15 {10..150..10}
bmp odd/os2-colours.bmp 26 "12 4 2 1 8" C8 {1..8}
bmp odd/sides.bmp 54 "40 2147483647 2147483647 1 24 0 0 0 0 0 0" C0
bmp odd/many-colours.bmp 62 "40 4 1 1 8 0 0 0 0 4261413120 0" C12 {1..12}
bmp odd/many-rows.bmp 1078 "40 9 17000000 1 8 1 4 0 0 0 0" "x1024 C4" 0 0 0 1
bmp odd/colours-cut.bmp 62 "40 4 1 1 8 0 0 0 0 0 0" C12 {1..12}
copy_odd odd/os2.bmp odd/out.ppm
equal "an OS/2 BMP" "150 140 130" "$($PPM pixel odd/out.ppm 0 0)"
$PPM mask 600 500 300 > odd/halves.ppm
convert_with_gegl odd/halves.ppm exr-save odd/halves.exr
copy_odd odd/halves.exr odd/out.ppm
at_most "an EXR of few bytes and many pixels" 0 odd/halves.ppm odd/out.ppm
cp "$root/Tests/AdaINFuzzing/Corpora/picture/many-pixels.exr" odd/
# tiff NAME COLOURS BITS NUMBERS VALUE…: two by two pixels of three channels; COLOURS is TIFF's photometric,
# NUMBERS its sample format; the values are packed as the template says
tiff () {
  perl -e 'my ($colours, $bits, $numbers, $template, @values) = @ARGV; binmode STDOUT;
    my $strip = pack ($template, @values);
    print pack ("a2vV", "II", 42, 8 + length $strip), $strip, pack ("v", 10),
      map ({ pack ("vvVV", @$_) } [256, 4, 1, 2], [257, 4, 1, 2], [258, 3, 1, $bits], [259, 3, 1, 1],
        [262, 3, 1, $colours], [273, 4, 1, 8], [277, 3, 1, 3], [278, 4, 1, 2],
        [279, 4, 1, length $strip],
        [339, 3, 1, $numbers]), pack ("V", 0)' "${@:2}" > "$1"
}
tiff odd/rgb.tif 2 8 1 C12 {10..120..10}
tiff odd/lab.tif 8 8 1 C12 {10..120..10}
tiff odd/signed.tif 2 8 2 C12 {10..120..10}
tiff odd/samples.tif 5 8 1 C12 {10..120..10}
copy_odd odd/rgb.tif odd/out.ppm
equal "a TIFF made here is read" "40 50 60" "$($PPM pixel odd/out.ppm 1 0)"
while read -r name text; do
  refuses "$name" 1 "'odd/$name' .*($text)" stylize odd/$name $style -o odd/x.png
done << 'TABLE'
runs-end.bmp cannot be decoded
os2-cut.bmp cannot be decoded.*ends before its colours and pixels do
os2-colours.bmp cannot be decoded
sides.bmp cannot be decoded.*ends before its colours and pixels do
many-colours.bmp cannot be decoded
colours-cut.bmp cannot be decoded
many-rows.bmp cannot be decoded.*ends before its colours and pixels do
long-side.ppm has 262145x1 pixels, and at most 262144 a side are read
short.png cannot be decoded.*too short for so many pixels
many-pixels.exr has 100663297x9 pixels, and at most 262144 a side are read
lab.tif is in colours or numbers that are not read
signed.tif is in colours or numbers that are not read
samples.tif cannot be decoded.*other samples than its colours need
long.hdr cannot be decoded
xyz.hdr is in other colours than RGB
TABLE

# The content's own file by another name
cp in/photo.ppm odd/own.ppm
ln odd/own.ppm odd/other-name.ppm
refuses "a hard link to the content" 1 "other-name.ppm is also an input" \
  stylize odd/own.ppm $style -o odd/other-name.ppm
mkdir odd/into
ln odd/own.ppm odd/into/own_painting.ppm
refuses "a hard link to the content in a folder" 1 "own_painting.ppm is also an input" \
  stylize odd/own.ppm $style --format ppm -o odd/into/

# Pixels that are no numbers
tiff odd/nan.tif 2 32 3 'f<12' 0 0 0 0 0 0 0 0 0 0 0 nan
refuses "a content of NaN" 1 "odd/nan.tif: a pixel is -?nan" stylize odd/nan.tif $style -o odd/x.png
