# vm.pl shell SOCKET COMMAND: runs a command in the emulated machine's root shell; its output, and its exit status.
# vm.pl qmp SOCKET JSON: one command for QEMU itself.
use strict;
use warnings;
use IO::Socket::UNIX;

my ($what, $path, $command) = @ARGV;
my $line = IO::Socket::UNIX->new(Peer => $path) or die "no machine: $!\n";
$SIG{ALRM} = sub { die "no answer from the machine\n" };
alarm($ENV{PATIENCE} // 120);

if ($what eq "shell") {
  my $mark = "done-$$-" . time;
  print $line "( $command\n) 2>&1; echo $mark \$?\n";
  while (<$line>) {
    exit $1 if /^(?:.*)\Q$mark\E (\d+)/;
    print;
  }
} else {
  <$line>;
  for my $say ('{"execute":"qmp_capabilities"}', $command) {
    print $line "$say\n";
    while (<$line>) {
      die $_ if /"error"/;
      last if /"return"/;
    }
  }
  exit 0;
}
exit 1;
