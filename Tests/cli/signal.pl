#!/usr/bin/perl
# Runs a program on a terminal of its own, sends it a signal as soon as it has come so far, and waits for its
# end. Needs nothing but Perl and Linux.
#
#   signal.pl SIGNAL STATE PROGRAM [ARGUMENT]…
#
#   STATE   begun           the program has been started
#           read=BYTES      it has read so many bytes, of whatever files
#           bar=PERCENT     its progress bar shows as much
#           file=PATTERN    there is a file that matches
#           lines=N=FILE    FILE has N lines or more
#           changed=FILE    FILE is another one than when the program began, or has come
#
# Prints "STATUS MILLISECONDS": the program's status as shells have it, and the processor time that it took
# after the signal; what it says goes to stderr. Fails, and says why on stderr, when the program ended before
# it came so far. Nothing depends on how long anything takes; only a program that hangs is killed in the end.
use strict;
use warnings;
use Fcntl;
use POSIX ();

my $patience = 600; # seconds; far more than anything here takes on the slowest machine
my ($signal, $state, @program) = @ARGV;
my ($kind, $argument) = split (/=/, $state, 2);
my ($lines, $log) = $kind eq 'lines' ? split (/=/, $argument, 2) : ();
my $before = $kind eq 'changed' ? identity ($argument) : '';
my $said = '';

my ($terminal, $name) = open_terminal ();
my $child = start ();
my $end = time + $patience;
until (has_come ()) {
  listen_for (0.001);
  if (waitpid ($child, POSIX::WNOHANG) == $child) {
    give_up ("has ended before '$state', with status " . status ());
  }
  stop ("does not come to '$state'") if time > $end;
}
# Stopped while it is measured, so that whatever else the machine does counts nothing.
kill ('STOP', $child);
listen_for (0.001) until (stat_fields ())[0] =~ /[TZ]/;
my $used = processor_time ();
kill ($signal, $child);
kill ('CONT', $child);
$end = time + $patience;
until (waitpid ($child, POSIX::WNOHANG) == $child) {
  listen_for (0.001);
  stop ("goes on after SIG$signal") if time > $end;
}
my $status = status ();
1 while listen_for (0);
my (undef, undef, $user, $system) = times;
print STDERR $said;
printf "%d %d\n", $status, ($user + $system - $used) * 1000;

# The two ends of a new terminal: the one to listen at, and the other's name.
sub open_terminal {
  sysopen (my $terminal, '/dev/ptmx', O_RDWR | O_NOCTTY) or die "signal.pl: no terminal: $!\n";
  my $number = pack ('i', 0);
  ioctl ($terminal, 0x40045431, $number) or die "signal.pl: TIOCSPTLCK: $!\n";
  ioctl ($terminal, 0x80045430, $number) or die "signal.pl: TIOCGPTN: $!\n";
  return ($terminal, '/dev/pts/' . unpack ('i', $number));
}

# The program has begun when this returns: its end of the pipe closes at exec.
sub start {
  sysopen (my $other, $name, O_RDWR | O_NOCTTY) or die "signal.pl: $name: $!\n";
  pipe (my $begun, my $begins) or die "signal.pl: $!\n";
  my $child = fork // die "signal.pl: $!\n";
  if ($child == 0) {
    # Shells start what is in the background deaf to SIGINT.
    $SIG{INT} = 'DEFAULT';
    delete $ENV{TERM};
    open (STDIN, '<', '/dev/null') && open (STDOUT, '>&', $other) && open (STDERR, '>&', $other)
      or POSIX::_exit (126);
    exec { $program[0] } @program or POSIX::_exit (127);
  }
  close ($begins);
  sysread ($begun, my $nothing, 1);
  fcntl ($terminal, F_SETFL, O_NONBLOCK);
  return $child;
}

# Waits for so many seconds at most; says whether anything was heard.
sub listen_for {
  my $bits = '';
  vec ($bits, fileno ($terminal), 1) = 1;
  select ($bits, undef, undef, $_[0]);
  my $count = sysread ($terminal, my $text, 65536);
  $said .= $text if $count;
  # Without a program at the other end select returns at once.
  select (undef, undef, undef, $_[0]) if !defined $count && $!{EIO};
  return $count;
}

sub has_come {
  return 1 if $kind eq 'begun';
  if ($kind eq 'read') { return (slurp ("/proc/$child/io") =~ /^rchar: (\d+)/m && $1 >= $argument) }
  if ($kind eq 'bar') { return ($said =~ /.*?(\d+)%[^%]*\z/s && $1 >= $argument) }
  if ($kind eq 'file') { return scalar (my @found = glob ($argument)) }
  if ($kind eq 'lines') { return (slurp ($log) =~ tr/\n//) >= $lines }
  if ($kind eq 'changed') { my $now = identity ($argument); return $now ne '' && $now ne $before }
  die "signal.pl: there is no state '$state'\n";
}

sub slurp {
  open (my $file, '<', $_[0]) or return '';
  local $/;
  return <$file> // '';
}

# Another for a file that another took the place of.
sub identity { return join (' ', (stat ($_[0]))[0, 1, 7, 9, 10]) }

# State, …; the name before it is in brackets and may hold anything.
sub stat_fields { return split (' ', slurp ("/proc/$child/stat") =~ s/.*\)//sr) }

sub processor_time {
  my @fields = stat_fields ();
  return ($fields[11] + $fields[12]) / POSIX::sysconf (POSIX::_SC_CLK_TCK ());
}

sub status { return $? & 127 ? 128 + ($? & 127) : $? >> 8 }

sub stop {
  kill ('KILL', $child);
  waitpid ($child, 0);
  give_up ($_[0]);
}

sub give_up {
  print STDERR $said, "signal.pl: $program[0] $_[0]\n";
  exit (1);
}
