#!/usr/bin/perl
# bill.pl ROOT PACKAGE VERSION: is the bill of materials of an unpacked package what SPDX 2.3 asks for, and does it name
# every file, with its hash, and every library that a program needs?
use strict;
use warnings;
use Digest::SHA;
use File::Find;
use JSON::PP;

my ($root, $package, $version) = @ARGV;
my $bad = 0;
sub wrong { print "$package: @_\n"; $bad = 1; return }

my $name = "usr/share/doc/$package/$package.spdx.json";
open my $in, '<:raw', "$root/$name" or die "$package has no bill of materials: $name\n";
my $bill = JSON::PP->new->utf8->decode(do { local $/; <$in> });

# What the standard says must be there, and how: https://spdx.github.io/spdx-spec/v2.3/
sub must {
  my ($what, $thing, %form) = @_;
  for my $key (sort keys %form) {
    my $value = $thing->{$key};
    wrong("$what has no $key") and next unless defined $value;
    wrong("$what: $key is \"$value\"") unless ref $value || $value =~ /^(?:$form{$key})$/;
  }
}
my $identity = 'SPDXRef-[A-Za-z0-9.-]+';
my $licence = 'NOASSERTION|NONE|[A-Za-z0-9.-]+';
must('the document', $bill, spdxVersion => 'SPDX-2\.3', dataLicense => 'CC0-1\.0', SPDXID => 'SPDXRef-DOCUMENT', name => '.+',
  documentNamespace => 'https?://[^#\s]+', creationInfo => '', packages => '', files => '', relationships => '');
must('its creation', $bill->{creationInfo}, created => '\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ');
for (@{ $bill->{creationInfo}{creators} }) { wrong("creator \"$_\"") unless /^(Person|Organization|Tool): ./ }

my %element = ('SPDXRef-DOCUMENT' => $bill);
for my $thing (@{ $bill->{packages} }, @{ $bill->{files} }) {
  wrong("two elements are $thing->{SPDXID}") if $element{ $thing->{SPDXID} };
  $element{ $thing->{SPDXID} } = $thing;
}
for my $thing (@{ $bill->{packages} }) {
  must("package $thing->{name}", $thing, SPDXID => $identity, name => '.+', versionInfo => '.+', downloadLocation => 'NOASSERTION',
    licenseConcluded => $licence, licenseDeclared => $licence, copyrightText => '.+', supplier => '(Organization|Person): .+');
  for (@{ $thing->{externalRefs} }) { wrong("purl $_->{referenceLocator}") unless $_->{referenceLocator} =~ m{^pkg:deb/[a-z]+/[a-z0-9.+-]+\@[^?+\s]+\?arch=} }
}
my %related;
for my $relation (@{ $bill->{relationships} }) {
  for my $end (qw(spdxElementId relatedSpdxElement)) { wrong("no element $relation->{$end}") unless $element{ $relation->{$end} } }
  push @{ $related{ $relation->{relationshipType} } }, $relation;
}
my ($described, @more) = map { $element{ $_->{relatedSpdxElement} } } @{ $related{DESCRIBES} // [] };
die "$package: describes nothing\n" unless $described;
wrong("describes several things") if @more;
wrong("describes $described->{name} $described->{versionInfo}") unless $described->{name} eq $package && $described->{versionInfo} eq $version;

# Each file of the package, and no other.
my %listed = map { $_->{fileName} => $_ } @{ $bill->{files} };
my %contained = map { $element{ $_->{relatedSpdxElement} }{fileName} => 1 } @{ $related{CONTAINS} // [] };
my @sha1;
sub look_at {
  return if !-f || -l || $_ eq "$root/$name";
  my $path = './' . substr($_, length($root) + 1);
  my $file = delete $listed{$path} or return wrong("$path isn't listed");
  wrong("$path isn't said to be in the package") unless $contained{$path};
  my %sum = map { $_->{algorithm} => $_->{checksumValue} } @{ $file->{checksums} };
  for my $kind (1, 256) {
    wrong("SHA$kind of $path") unless ($sum{"SHA$kind"} // '') eq Digest::SHA->new($kind)->addfile($_, 'b')->hexdigest;
  }
  push @sha1, $sum{SHA1};
  needs($file, $_);
}
# Each library that a program needs, and its package with what dpkg says of it.
sub needs {
  my ($file, $path) = @_;
  my %linked = map { $_->{comment} => $element{ $_->{relatedSpdxElement} } } grep { $_->{spdxElementId} eq $file->{SPDXID} } @{ $related{DYNAMIC_LINK} // [] };
  my @needed = map { /\(NEEDED\).*\[(.+)\]/ ? $1 : () } `readelf -dW '$path' 2>/dev/null`;
  for my $soname (@needed) {
    my $library = delete $linked{$soname} or do { wrong("$file->{fileName} needs $soname"); next };
    my $installed = `dpkg-query -W -f '\${Version}\\n' '$library->{name}' 2>/dev/null`;
    wrong("$soname is of $library->{name} $library->{versionInfo}, which dpkg doesn't know") if index($installed, "$library->{versionInfo}\n") < 0;
  }
  wrong("$file->{fileName} doesn't need $_") for sort keys %linked;
}
find({ no_chdir => 1, wanted => \&look_at }, $root);
wrong("$_ is not in the package") for sort keys %listed;
wrong('the verification code') unless $described->{packageVerificationCode}{packageVerificationCodeValue} eq Digest::SHA::sha1_hex(join '', sort @sha1);
printf "%s: %d files, %d packages\n", $package, scalar @{ $bill->{files} }, @{ $bill->{packages} } - 1 unless $bad;
exit $bad;
