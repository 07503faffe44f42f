#!/usr/bin/env bash
# Make the release of the last commit without publishing it, and use it as its
# users will: `make release-test`.
#
# It makes it twice, the second time elsewhere, and for the platform of this
# machine from an empty build cache (for all of them with PLATFORMS=all), compares
# the two, checks sums and signature, installs the zip of this machine from a
# mirror on disk with each engine, and plans the example with it.
#   GORELEASER  the goreleaser to use
#   ENGINES     terraforms and tofus, one or several
# The archives of the programs beside it, the simulator and wecomctl, are made
# and compared in the same way, and those of this machine are unpacked and run.
#   PLATFORMS   some, such as "darwin_arm64 windows_amd64", beside that of this
#               machine; "all" for all
set -euo pipefail

programs='wecomsim wecomctl'
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
pid=
trap 'kill $pid 2>/dev/null || true; rm -rf "$work"' EXIT

say() { printf '\n== %s\n' "$*"; }

fail() {
  echo "release test: $*" >&2
  exit 1
}

# A configuration for some platforms only. It stands outside of the repository,
# whose state goes into the build.
cut_platforms() { # platforms, configuration, result
  awk -v chosen=" $(tr '\n' ' ' <<<"$1") " '
    /^    targets:/ { inside = 1; print; next }
    inside && /^      - / { if (index(chosen, " " $2 " ")) print; next }
    { inside = 0; print }' "$2" >"$3"
}

# The platforms of a configuration.
platforms_of() { sed -n 's/^      - \([a-z]*_[a-z0-9]*\)$/\1/p' "$1"; }

choose_platforms() { # sets PLATFORMS, and fresh, those to be made again from nothing
  local all
  all=$(platforms_of "$root/.goreleaser.yml")
  [ "$(wc -w <<<"$all")" -ge 15 ] || fail "there are too few platforms in .goreleaser.yml: $all"
  if [ "$PLATFORMS" = all ]; then
    PLATFORMS=$all
    fresh=$all
  else
    PLATFORMS=$(printf '%s\n' $PLATFORMS "$here" | sort -u) # shellcheck disable=SC2086 # words
    fresh=$here
  fi
}

# Each build has its own folder; what is not committed is not released.
release() { # folder, platforms, goreleaser's arguments...
  local folder=$1 platforms=$2 config
  shift 2
  git clone --quiet "$root" "$work/$folder"
  for config in .goreleaser.yml $(printf '.goreleaser.%s.yml ' $programs); do # shellcheck disable=SC2086 # words
    cut_platforms "$platforms" "$root/$config" "$work/$folder$config"
    (cd "$work/$folder" && env -u GOFLAGS "$GORELEASER" release --snapshot --config "$work/$folder$config" "$@" >"$work/$folder.log" 2>&1) ||
      fail "goreleaser failed with $config in $folder: $(cat "$work/$folder.log")"
  done
}

# The key of a release is in nobody's CI. One for a day shows that the rest of
# signing works.
make_key() {
  export GNUPGHOME=$work/gnupg
  mkdir -m 700 "$GNUPGHOME"
  gpg --batch --quiet --passphrase '' --quick-gen-key 'Release test' rsa3072 sign 1d 2>/dev/null
  GPG_FINGERPRINT=$(gpg --batch --list-keys --with-colons 2>/dev/null | awk -F: '$1 == "fpr" { print $10; exit }')
  export GPG_FINGERPRINT
}

here=$(go env GOOS)_$(go env GOARCH)
choose_platforms

say "The release of commit $(git -C "$root" rev-parse --short HEAD), for $(tr '\n' ' ' <<<"$PLATFORMS")"
sign=--skip=sign
if command -v gpg >/dev/null; then
  make_key
  sign=
fi
# shellcheck disable=SC2086 # no signature is no argument
release one "$PLATFORMS" $sign
dist=$work/one/dist
version=$(sed -n 's/.*"version":"\([^"]*\)".*/\1/p' "$dist/metadata.json")
name=terraform-provider-wecom_$version

for platform in $PLATFORMS; do
  for file in "$name"_"$platform".zip "$name"_"$platform".sbom.json; do
    [ -s "$dist/$file" ] || fail "there is no $file"
    grep -q " $file\$" "$dist/${name}_SHA256SUMS" || fail "$file has no checksum"
  done
done
echo "version $version, each platform with a zip, an SBOM and checksums"

# A release lists the manifest twice: among the checksums, and among its files.
# The second is not part of a snapshot.
cp "$root/terraform-registry-manifest.json" "$dist/${name}_manifest.json"
grep -q " ${name}_manifest.json\$" "$dist/${name}_SHA256SUMS" || fail "the registry manifest has no checksum"
[ "$(grep -c 'glob: terraform-registry-manifest.json' "$root/.goreleaser.yml")" = 2 ] || fail "the manifest is not in both places of .goreleaser.yml"
(cd "$dist" && sha256sum --quiet --check "${name}_SHA256SUMS") || fail "a checksum is wrong"
echo "checksums fit, the registry manifest among them"

if [ -z "$sign" ]; then
  gpg --batch --quiet --verify "$dist/${name}_SHA256SUMS.sig" "$dist/${name}_SHA256SUMS" 2>"$work/gpg.log" ||
    fail "the signature does not fit: $(cat "$work/gpg.log")"
  echo "the signature fits"
else
  echo "the signature is left out: there is no gpg here"
fi

archives_of() { # program
  platforms_of "$work/one.goreleaser.$1.yml" | sed "s/.*/$1_${version}_&.tar.gz/; /_windows_/s/tar.gz/zip/"
}

for program in $programs; do
  (cd "$dist/$program" && sha256sum --quiet --check "${program}_${version}_SHA256SUMS") || fail "a checksum of $program is wrong"
  ! grep -q "$program" "$dist/${name}_SHA256SUMS" || fail "$program is among the provider's checksums, which are for the registries"
  for file in $(archives_of "$program"); do
    grep -q " $file\$" "$dist/$program/${program}_${version}_SHA256SUMS" || fail "$file has no checksum"
  done
  if [ -z "$sign" ]; then
    gpg --batch --quiet --verify "$dist/$program/${program}_${version}_SHA256SUMS.sig" "$dist/$program/${program}_${version}_SHA256SUMS" 2>"$work/gpg.log" ||
      fail "the signature of $program does not fit: $(cat "$work/gpg.log")"
  fi
  echo "$program for $(archives_of "$program" | wc -l) platforms, with checksums of its own"
done

say "Again in other folders, with an empty build cache for $(tr '\n' ' ' <<<"$fresh")"
GOCACHE=$work/cache release two "$fresh" --skip=sign
rest=$(comm -23 <(sort <<<"$PLATFORMS") <(sort <<<"$fresh"))
[ -z "$rest" ] || release three "$rest" --skip=sign

# The second make of a file, in whichever folder it is.
same() { # file below dist
  local again=$work/two/dist/$1
  [ -e "$again" ] || again=$work/three/dist/$1
  cmp "$dist/$1" "$again" || fail "$1 differs: the release cannot be reproduced"
  echo "the same bytes: $1"
}

for platform in $PLATFORMS; do
  same "${name}_$platform.zip"
  same "${name}_$platform.sbom.json"
done

for program in $programs; do
  for file in $(archives_of "$program"); do
    same "$program/$file"
  done
done

say "The simulator unpacked and run"
simulator=$work/wecomsim
mkdir "$simulator"
tar -xzf "$dist/wecomsim/wecomsim_${version}_$here.tar.gz" -C "$simulator"
run=("$simulator/wecomsim" --ready-file "$simulator/ready")
how="runs"
if [ "$(id -u)" = 0 ] && command -v chroot >/dev/null; then
  # An empty root is what an image FROM scratch gives it.
  run=(chroot "$simulator" /wecomsim --ready-file /ready)
  how="runs in an empty root"
fi
"${run[@]}" --listen 127.0.0.1:0 >"$work/simulator.log" 2>&1 &
pid=$!
for _ in $(seq 100); do
  [ -s "$simulator/ready" ] && break
  sleep 0.1
done
[ -s "$simulator/ready" ] || fail "the simulator does not start: $(cat "$work/simulator.log")"
url=$(sed 's/base_url=\([^ ]*\).*/\1/' "$simulator/ready")
curl -fsS "$url/cgi-bin/gettoken?corpid=wwsim0000000000001&corpsecret=sim-secret" | grep -q '"errcode":0' || fail "the simulator gives no token"
curl -fsS "$url/_sim/ui/" | grep -q '<title>wecomsim</title>' || fail "the simulator has no page"
kill "$pid"
wait "$pid"
pid=
echo "$here: unpacked, $how, gives tokens and its page"

say "wecomctl unpacked and run"
mkdir "$work/wecomctl"
tar -xzf "$dist/wecomctl/wecomctl_${version}_$here.tar.gz" -C "$work/wecomctl"
"$work/wecomctl/wecomctl" --version | grep -q "^wecomctl version v" || fail "wecomctl has no version: $("$work/wecomctl/wecomctl" --version)"
echo '{"format_version": "1.2", "resource_changes": []}' | "$work/wecomctl/wecomctl" review --lang en | grep -q '^sends nothing$' || fail "wecomctl reviews no plan"
"$work/wecomctl/wecomctl" --version

say "Installed from a mirror on disk, and the example planned"
for host in registry.terraform.io registry.opentofu.org; do
  mirror=$work/mirror/$host/wecom-community/wecom
  mkdir -p "$mirror/$version"
  # Without unzip the engine unpacks it.
  if command -v unzip >/dev/null; then
    unzip -q "$dist/${name}_$here.zip" -d "$mirror/$version/$here"
  else
    cp "$dist/${name}_$here.zip" "$mirror"
  fi
done
printf 'provider_installation {\n  filesystem_mirror {\n    path = "%s"\n  }\n}\n' "$work/mirror" >"$work/cli.tfrc"
# Nothing that the caller has set may change what is planned.
unset "${!TF_@}" "${!WECOM_@}"
export TF_CLI_CONFIG_FILE=$work/cli.tfrc CHECKPOINT_DISABLE=1 TF_IN_AUTOMATION=1 TF_CLI_ARGS=-no-color
for engine in $ENGINES; do
  example=$(mktemp -d "$work/example.XXXX")
  cp "$root"/examples/campaign/*.tf "$example"
  (cd "$example" && "$engine" init -input=false && "$engine" plan -input=false && "$engine" version) >"$example/output" 2>&1 ||
    fail "$engine: $(cat "$example/output")"
  for expected in "Plan: 1 to add" "wecom-community/wecom v$version"; do
    grep -q "$expected" "$example/output" || fail "$engine does not say '$expected': $(cat "$example/output")"
  done
  echo "$("$engine" version | head -n 1): installed, and planned"
done
