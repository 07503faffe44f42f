#!/usr/bin/env bash
# Make the release of the last commit without publishing it, and use it as its users will: `make release-test`.
#
# It makes it twice, the second time elsewhere and from nothing, compares the two, checks sums and signature, installs
# the zip of this machine from a mirror on disk with each engine, and plans the example with it.
#   GORELEASER  the goreleaser to use
#   ENGINES     terraforms and tofus, one or several
#   PLATFORMS   some, such as "darwin_arm64 windows_amd64", beside that of this machine; "all" for all
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

say() { printf '\n== %s\n' "$*"; }

fail() {
  echo "release test: $*" >&2
  exit 1
}

# The configuration of a release, for some platforms only. It stands outside of the repository, whose state goes into
# the build.
choose_platforms() {
  local all
  all=$(sed -n 's/^      - \([a-z]*_[a-z0-9]*\)$/\1/p' "$root/.goreleaser.yml")
  [ "$(wc -w <<<"$all")" -ge 15 ] || fail "there are too few platforms in .goreleaser.yml: $all"
  if [ "$PLATFORMS" = all ]; then
    PLATFORMS=$all
  else
    PLATFORMS=$(printf '%s\n' $PLATFORMS "$here" | sort -u) # shellcheck disable=SC2086 # words
  fi
  awk -v chosen=" $(tr '\n' ' ' <<<"$PLATFORMS") " '
    /^    targets:/ { inside = 1; print; next }
    inside && /^      - / { if (index(chosen, " " $2 " ")) print; next }
    { inside = 0; print }' "$root/.goreleaser.yml" >"$work/release.yml"
}

# Each build has its own folder; what is not committed is not released.
release() { # folder, goreleaser's arguments...
  local folder=$1
  shift
  git clone --quiet "$root" "$work/$folder"
  (cd "$work/$folder" && env -u GOFLAGS "$GORELEASER" release --snapshot --config "$work/release.yml" "$@" >"$work/$folder.log" 2>&1) ||
    fail "goreleaser failed in $folder: $(cat "$work/$folder.log")"
}

# The key of a release is in nobody's CI. One for a day shows that the rest of signing works.
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
release one $sign
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

# A release lists the manifest twice: among the checksums, and among its files. The second is not part of a snapshot.
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

say "Again in another folder, with an empty build cache"
GOCACHE=$work/cache release two --skip=sign
for platform in $PLATFORMS; do
  for file in "$name"_"$platform".zip "$name"_"$platform".sbom.json; do
    cmp "$dist/$file" "$work/two/dist/$file" || fail "$file differs: the release cannot be reproduced"
    echo "the same bytes: $file"
  done
done

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
