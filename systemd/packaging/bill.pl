#!/usr/bin/perl
# bill.pl BUILD STAGE PACKAGE VERSION [ARCHITECTURE]: the bill of materials of a package whose files lie in STAGE, written into it as
# usr/share/doc/PACKAGE/PACKAGE.spdx.json. SPDX 2.3; why: docs/decisions/0025.
#
# Facts only: the files are hashed as they are packed; the libraries are those that the programs name (NEEDED); what may be
# compiled in are the packages of the headers that Ninja saw the compiler read for them. Names, versions and licences are
# Debian's: what dpkg or a copyright file doesn't say in a form that programs read is NOASSERTION.
use strict;
use warnings;
use Cwd 'realpath';
use Digest::SHA 'sha1_hex';
use File::Find;
use JSON::PP;
use POSIX 'strftime';

die "usage: bill.pl BUILD STAGE PACKAGE VERSION [ARCHITECTURE]\n" unless @ARGV == 4 || @ARGV == 5;
my ($build, $stage, $package, $version, $arch) = @ARGV;
$ENV{LC_ALL} = 'C';
my $own_licence = 'GPL-2.0-or-later';
my $own_copyright = '2026 the Lapor developers';
my $none = 'NOASSERTION';
my $bill = "usr/share/doc/$package/$package.spdx.json";

sub lines_of {
  open(my $out, '-|', @_) or die "$_[0]: $!\n";
  chomp(my @lines = <$out>);
  close $out;
  return @lines;
}
sub id { my $name = join '-', @_; $name =~ s/[^A-Za-z0-9.]+/-/g; return "SPDXRef-$name"; }

my ($vendor) = lines_of(qw(dpkg-vendor --query Vendor));
($arch) = lines_of(qw(dpkg --print-architecture)) unless $arch;
my %release;
if (open my $file, '<', '/etc/os-release') { /^(\w+)="?([^"\n]*)/ and $release{$1} = $2 while <$file> }

# Files, as they are packed.
my @paths;
find({ no_chdir => 1, wanted => sub { push @paths, substr($_, length($stage) + 1) if -f && !-l } }, $stage);
@paths = grep { $_ ne $bill } sort @paths;
sub hash_of { my ($path, $kind) = @_; return Digest::SHA->new($kind)->addfile("$stage/$path", 'b')->hexdigest }
sub is_program {
  open my $in, '<:raw', "$stage/$_[0]" or die "$_[0]: $!\n";
  read $in, my $begin, 4;
  return $begin eq "\x7fELF";
}
my (@files, @programs);
for my $path (@paths) {
  my $program = is_program($path);
  push @programs, $path if $program;
  push @files, {
    SPDXID => id('File', $path), fileName => "./$path", fileTypes => [$program ? 'BINARY' : 'OTHER'],
    checksums => [map { { algorithm => "SHA$_", checksumValue => hash_of($path, $_) } } 1, 256],
    licenseConcluded => $own_licence, licenseInfoInFiles => [$none], copyrightText => $own_copyright,
  };
}
my $together = sha1_hex(join '', sort map { $_->{checksums}[0]{checksumValue} } @files);

# Which Debian package a file is from: path to package.
sub owners {
  my %owner;
  while (my @some = splice @_, 0, 500) {
    for (lines_of('sh', '-c', 'exec dpkg-query -S "$@" 2>/dev/null', 'dpkg-query', @some)) {
      my ($packages, $path) = /^(\S+): (\/.*)/ or next;    # "a:amd64, b:amd64: /path" is a folder: not asked for
      $owner{$path} = $packages;
    }
  }
  return %owner;
}

# Libraries that the programs name: program to sonames, soname to package.
my (%needs, %library);
for my $program (@programs) {
  $needs{$program} = [map { /\(NEEDED\).*\[(.+)\]/ ? $1 : () } lines_of('readelf', '-dW', "$stage/$program")];
}
my %soname = map { $_ => 1 } map { @$_ } values %needs;
my %library_owner = owners(map { "*/$_" } sort keys %soname);
for my $path (sort keys %library_owner) {
  my ($name) = $path =~ m{^(?:/usr)?/lib/(?:[^/]+/)?([^/]+)$} or next;
  my $owner = $library_owner{$path};
  $library{$name} = $owner if $soname{$name} && ($owner !~ /:/ || $owner =~ /:\Q$arch\E$/);
}

# Headers that the compiler read: program to headers. Ninja knows what a program is made of, and what was read for each part.
my (%headers_of, %true_path);
for my $program (@programs) {
  my ($name) = $program =~ m{([^/]+)$};
  my @parts = grep { /\.(o|gch)$/ } lines_of('ninja', '-C', $build, '-t', 'inputs', "bin/$name");
  die "Ninja knows no parts of $name\n" unless @parts;
  /^    (\/.*)/ and $headers_of{$program}{$1} = 1 for lines_of('ninja', '-C', $build, '-t', 'deps', @parts);
}
my $top = realpath("$build/.");
for my $header (map { keys %$_ } values %headers_of) { $true_path{$header} //= realpath($header) // $header }
my %header_owner = owners(grep { m{^/usr/} && index($_, $top) != 0 } do { my %all = map { $_ => 1 } values %true_path; sort keys %all });

# What dpkg knows of a package.
my %about;
sub about {
  my ($name) = @_;
  return $about{$name} //= do {
    my ($line) = lines_of('dpkg-query', '-W', '-f',
      '${Package}\t${Version}\t${Architecture}\t${source:Package}\t${source:Version}\t${Homepage}\n', $name);
    my %fact;
    @fact{qw(name version arch source source_version homepage)} = split /\t/, $line, -1;
    \%fact;
  };
}

my %spdx = (
  'Expat' => 'MIT', 'MIT' => 'MIT', 'Apache-2.0' => 'Apache-2.0', 'BSL-1.0' => 'BSL-1.0', 'BSD-2-Clause' => 'BSD-2-Clause',
  'BSD-3-Clause' => 'BSD-3-Clause', 'BSD-3-clause' => 'BSD-3-Clause', 'GPL-2' => 'GPL-2.0-only', 'GPL-2+' => 'GPL-2.0-or-later',
  'GPL-3+' => 'GPL-3.0-or-later', 'LGPL-2.1' => 'LGPL-2.1-only', 'LGPL-2.1+' => 'LGPL-2.1-or-later', 'CC0-1.0' => 'CC0-1.0',
);

# What a copyright file says: of the package as a whole where a program can read it, and every name that it uses.
sub licence {
  my ($name) = @_;
  my $file = "/usr/share/doc/$name/copyright";
  open my $in, '<', $file or return ($none, 'no copyright file is installed');
  local $/ = '';
  my ($whole, %all, $readable);
  while (my $paragraph = <$in>) {
    $readable = 1 if $. == 1 && $paragraph =~ /^Format:/;
    last unless $readable;
    my ($licence) = $paragraph =~ /^License:[ \t\n]*(\S[^\n]*?)\s*$/m or next;
    $all{$licence} = 1;
    $whole //= $licence if $paragraph =~ /^Files:\s*\*\s*$/m;
  }
  return ($none, "in words: $file") unless $readable;
  my $names = join '; ', sort keys %all;
  return (($whole && $spdx{$whole}) // $none, "$file says of all files: " . ($whole // 'nothing') . "; and names: $names");
}

my @packages = ({
  SPDXID => id('Package', $package), name => $package, versionInfo => $version, supplier => 'Organization: The Lapor developers',
  downloadLocation => $none, filesAnalyzed => JSON::PP::true, primaryPackagePurpose => 'APPLICATION',
  packageVerificationCode => { packageVerificationCodeValue => $together, packageVerificationCodeExcludedFiles => ["./$bill"] },
  licenseConcluded => $own_licence, licenseDeclared => $own_licence, licenseInfoFromFiles => [$none], copyrightText => $own_copyright,
  externalRefs => [{ referenceCategory => 'PACKAGE-MANAGER', referenceType => 'purl', referenceLocator => "pkg:deb/lapor/$package\@$version?arch=$arch" }],
});
my @relations = ({ spdxElementId => 'SPDXRef-DOCUMENT', relationshipType => 'DESCRIBES', relatedSpdxElement => $packages[0]{SPDXID} });
sub relate {
  my ($from, $how, $to, $comment) = @_;
  push @relations, { spdxElementId => $from, relationshipType => $how, relatedSpdxElement => $to, defined $comment ? (comment => $comment) : () };
}
relate($packages[0]{SPDXID}, 'CONTAINS', $_->{SPDXID}) for @files;

sub escaped { my ($text) = @_; $text =~ s/([^A-Za-z0-9._~-])/sprintf '%%%02X', ord $1/ge; return $text }
my %listed;
sub listed {
  my ($owner) = @_;
  return $listed{$owner} //= do {
    my $fact = about($owner);
    my ($licence, $comment) = licence($fact->{name});
    my $place = $release{VERSION_ID} ? "&distro=$release{ID}-$release{VERSION_ID}" : '';
    push @packages, {
      SPDXID => id('Package', $fact->{name}, $fact->{arch}), name => $fact->{name}, versionInfo => $fact->{version},
      supplier => "Organization: $vendor", downloadLocation => $none, filesAnalyzed => JSON::PP::false,
      primaryPackagePurpose => 'LIBRARY', sourceInfo => "built from $fact->{source} $fact->{source_version}",
      $fact->{homepage} ? (homepage => $fact->{homepage}) : (),
      licenseConcluded => $none, licenseDeclared => $licence, licenseComments => $comment, copyrightText => $none,
      externalRefs => [{ referenceCategory => 'PACKAGE-MANAGER', referenceType => 'purl',
        referenceLocator => 'pkg:deb/' . lc($vendor) . "/$fact->{name}\@" . escaped($fact->{version}) . "?arch=$fact->{arch}$place" }],
    };
    $packages[-1]{SPDXID};
  };
}
# A library that no package brought: its name is all that is known.
sub unowned {
  my ($soname) = @_;
  return $listed{$soname} //= do {
    push @packages, { SPDXID => id('Package', $soname), name => $soname, downloadLocation => $none, filesAnalyzed => JSON::PP::false,
      licenseConcluded => $none, licenseDeclared => $none, copyrightText => $none };
    $packages[-1]{SPDXID};
  };
}

for my $program (@programs) {
  my %linked_source;
  for my $soname (sort @{ $needs{$program} }) {
    my $owner = $library{$soname};
    $linked_source{ about($owner)->{source} } = 1 if $owner;
    relate(id('File', $program), 'DYNAMIC_LINK', $owner ? listed($owner) : unowned($soname), $soname);
  }
  # The headers of a library that is linked anyway say nothing more.
  my %read = map { $_ => 1 } grep { defined } map { $header_owner{ $true_path{$_} } } keys %{ $headers_of{$program} };
  for my $owner (sort keys %read) {
    next if $linked_source{ about($owner)->{source} };
    relate(listed($owner), 'BUILD_DEPENDENCY_OF', id('File', $program), 'its headers were read: what is inline in them may be compiled in');
  }
}

my $document = {
  spdxVersion => 'SPDX-2.3', dataLicense => 'CC0-1.0', SPDXID => 'SPDXRef-DOCUMENT', name => "${package}_${version}_$arch",
  documentNamespace => "https://lapor.invalid/spdx/${package}_${version}_$arch-$together",
  creationInfo => { created => strftime('%Y-%m-%dT%H:%M:%SZ', gmtime($ENV{SOURCE_DATE_EPOCH} // time)),
    creators => ['Organization: The Lapor developers', 'Tool: systemd/packaging/bill.pl'] },
  packages => \@packages, files => \@files, relationships => \@relations,
};
system('mkdir', '-p', "$stage/usr/share/doc/$package") == 0 or die "no folder for the bill\n";
open my $out, '>', "$stage/$bill" or die "$bill: $!\n";
print $out JSON::PP->new->canonical->pretty->indent_length(1)->encode($document);
close $out or die "$bill: $!\n";
chmod 0644, "$stage/$bill" or die "$bill: $!\n";
