# page.pl METHOD PATH [FORM [COOKIE]]: asks lapord-web at its socket as a browser behind a proxy does, and prints the answer.
use strict;
use warnings;
use IO::Socket::UNIX;

my ($method, $path, $form, $cookie) = (@ARGV, '', '');
my $line = IO::Socket::UNIX->new(Peer => '/run/lapord-web/http.sock') or die "no pages: $!\n";
print $line join "\r\n", "$method $path HTTP/1.1", 'Host: lapor', 'Origin: http://lapor', 'Connection: close',
  ($cookie ? "Cookie: $cookie" : ()),
  ($method eq 'POST' ? ('Content-Type: application/x-www-form-urlencoded', 'Content-Length: ' . length $form) : ()), '', $form;
$line->flush;
print while <$line>;
