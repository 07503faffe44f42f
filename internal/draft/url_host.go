package draft

import (
	"fmt"
	"net/netip"
	"net/url"
	"strings"
	"unicode"

	"golang.org/x/net/idna"

	"github.com/wecom-community/terraform-provider-wecom/internal/wording"
)

// Bounds of a name in the DNS, as it is sent there: RFC 1035, 2.3.4.
const (
	maxLabelBytes = 63
	maxHostBytes  = 253
)

// ellipses are what input methods make of three dots: a host that somebody has
// left open.
const ellipses = "…‥⋯"

// hostProblem says why a name or an IPv4 address can be no host, or "". It
// refuses only what no browser opens or no DNS holds: names of other languages,
// emoji, underscores and hyphens anywhere have been seen.
func hostProblem(host string) string {
	for _, r := range host {
		if separatorName(r) != "" || strings.ContainsRune(ellipses, r) {
			return foreignInHost(host, r)
		}
	}

	// What it says against labels is left alone: it is stricter than browsers.
	plain, _ := idna.New(idna.MapForLookup(), idna.StrictDomainName(false)).ToASCII(host)
	plain = strings.TrimSuffix(plain, ".")

	for _, r := range plain {
		if r != '.' && r != '-' && r != '_' && r < unicode.MaxASCII && !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return foreignInHost(host, r)
		}
	}

	labels := strings.Split(plain, ".")

	for _, label := range labels {
		switch {
		case label == "":
			return "the host " + excerpt(host, 0) + " has a dot with nothing before it"
		case len(label) > maxLabelBytes:
			return fmt.Sprintf("the host %s has a part of more than %d bytes, as it is sent", excerpt(host, 0), maxLabelBytes)
		case strings.Trim(label, "-_") == "":
			return "the host " + excerpt(host, 0) + " has a part without a letter or a digit"
		}
	}

	if len(plain) > maxHostBytes {
		return fmt.Sprintf("the host %s is longer than %d bytes, as it is sent", excerpt(host, 0), maxHostBytes)
	}

	// The end of a name is never a number, so browsers read an address there.
	if strings.Trim(labels[len(labels)-1], "0123456789") == "" {
		if ip, err := netip.ParseAddr(plain); err != nil || !ip.Is4() {
			return "the host " + excerpt(host, 0) + " ends in a number and is no IPv4 address"
		}
	}

	return ""
}

func foreignInHost(host string, r rune) string {
	return fmt.Sprintf("the host %s holds %s, which no host has", excerpt(host, 0), wording.CharacterName(r))
}

// localHost is the host of an address that leads to a machine or a network of
// the company, and not to the internet; empty for any other.
func localHost(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}

	host := strings.ToLower(strings.TrimSuffix(u.Hostname(), "."))

	if ip, err := netip.ParseAddr(host); err == nil {
		if ip.IsLoopback() || ip.IsPrivate() || ip.IsLinkLocalUnicast() || ip.IsUnspecified() {
			return host
		}

		return ""
	}

	// RFC 6761, RFC 6762, and what ICANN keeps for private use.
	for _, zone := range []string{"localhost", "local", "internal", "home.arpa", "lan", "intranet"} {
		if host == zone || strings.HasSuffix(host, "."+zone) {
			return host
		}
	}

	return ""
}
