#!/usr/bin/perl
# Makes and compares the small test pictures of the command line's tests: binary PPM with 8 bits.
# Needs nothing but Perl. Reads no other formats: GEGL converts those first.
#
#   netpbm.pl make WIDTH HEIGHT SEED [grey]   a picture with gradients and some noise, to stdout
#   netpbm.pl mask WIDTH HEIGHT WHITE         white in the WHITE leftmost columns, else black, to stdout
#   netpbm.pl size FILE                       "WIDTHxHEIGHT"
#   netpbm.pl pixel FILE X Y                  "R G B"
#   netpbm.pl difference FILE FILE [LEFT RIGHT]
#                 the largest difference of a value, in the columns LEFT to RIGHT - 1; fails on unequal sizes
#   netpbm.pl mean-difference FILE FILE       the mean one
#   netpbm.pl greyness FILE                   the largest difference between a pixel's own values
use strict;
use warnings;

sub make {
  my ($width, $height, $seed, $grey) = @_;
  my $state = $seed;
  my $next = sub { $state = ($state * 1103515245 + 12345) & 0x7fffffff; return $state / 0x7fffffff };
  my @phase = map { 6.28 * $next->() } 1 .. 3;
  print "P6\n$width $height\n255\n";
  for my $y (0 .. $height - 1) {
    my $row = '';
    for my $x (0 .. $width - 1) {
      my @value = map {
        128 + 90 * sin ($phase[$_] + $x / (5 + 3 * $_) + $y / (11 - 3 * $_)) + 36 * $next->() - 18
      } 0 .. 2;
      @value = ($value[0]) x 3 if $grey;
      $row .= pack ('C3', map { $_ < 0 ? 0 : $_ > 255 ? 255 : int } @value);
    }
    print $row;
  }
}

sub mask {
  my ($width, $height, $white) = @_;
  print "P6\n$width $height\n255\n", (("\xff\xff\xff" x $white) . ("\0\0\0" x ($width - $white))) x $height;
}

sub picture {
  my ($path) = @_;
  open (my $file, '<:raw', $path) or die "cannot open $path: $!\n";
  local $/;
  my $bytes = <$file>;
  $bytes =~ /\AP6\s+(\d+)\s+(\d+)\s+255\s/ or die "$path is no binary PPM with 8 bits\n";
  my ($width, $height) = ($1, $2);
  my @values = unpack ('C*', substr ($bytes, $+[0]));
  @values == $width * $height * 3 or die "$path is cut short\n";
  return ($width, $height, \@values);
}

sub differences {
  my ($first, $second, $left, $right) = @_;
  my ($width, $height, $a) = picture ($first);
  my ($other_width, $other_height, $b) = picture ($second);
  $width == $other_width && $height == $other_height or die "$first and $second have different sizes\n";
  ($left, $right) = (0, $width) unless defined $right;
  my @differences;
  for my $y (0 .. $height - 1) {
    my ($first_value, $last_value) = (($y * $width + $left) * 3, ($y * $width + $right) * 3 - 1);
    push @differences, map { abs ($a->[$_] - $b->[$_]) } $first_value .. $last_value;
  }
  return @differences;
}

my ($command, @arguments) = @ARGV;
binmode (STDOUT);
if ($command eq 'make') { make (@arguments) }
elsif ($command eq 'mask') { mask (@arguments) }
elsif ($command eq 'size') { my ($width, $height) = picture (@arguments); print "${width}x${height}\n" }
elsif ($command eq 'pixel') {
  my ($path, $x, $y) = @arguments;
  my ($width, $height, $values) = picture ($path);
  print join (' ', @{$values}[($y * $width + $x) * 3 .. ($y * $width + $x) * 3 + 2]), "\n";
}
elsif ($command eq 'difference') { print ((sort { $b <=> $a } differences (@arguments))[0], "\n") }
elsif ($command eq 'mean-difference') {
  my @all = differences (@arguments);
  my $sum = 0;
  $sum += $_ for @all;
  printf "%.3f\n", $sum / @all;
}
elsif ($command eq 'greyness') {
  my ($width, $height, $values) = picture (@arguments);
  my $most = 0;
  for my $i (0 .. $width * $height - 1) {
    my ($low, undef, $high) = sort { $a <=> $b } @{$values}[3 * $i .. 3 * $i + 2];
    $most = $high - $low if $high - $low > $most;
  }
  print "$most\n";
}
else { die "netpbm.pl: unknown command\n" }
