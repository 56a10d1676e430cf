# phone.pl SOCKET COMMAND...: says one command to the simulated modem and prints what it answers. Perl is in every Debian.
use strict;
use warnings;
use IO::Socket::UNIX;

my $line = IO::Socket::UNIX->new(Peer => shift) or die "no modem: $!\n";
print $line "@ARGV\n";
while (<$line>) {
  exit 0 if $_ eq "ok\n";
  print;
  exit 1 if /^error/;
}
exit 1;
