package draft

import (
	"fmt"
	"net/netip"
	"net/url"
	"slices"
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
	if last := labels[len(labels)-1]; strings.Trim(last, "0123456789") == "" || isHexadecimal(last) {
		if ip, err := netip.ParseAddr(plain); err != nil || !ip.Is4() {
			return "the host " + excerpt(host, 0) + " ends in a number and is no IPv4 address"
		}
	}

	return ""
}

// isHexadecimal reports whether browsers read a part of a host as a number of
// the base 16, as C does.
func isHexadecimal(label string) bool {
	digits, found := strings.CutPrefix(label, "0x")

	return found && strings.Trim(digits, "0123456789abcdef") == ""
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

	// As browsers read it: full-width letters and dots are those of ASCII.
	host := u.Hostname()
	if plain, _ := idna.New(idna.MapForLookup(), idna.StrictDomainName(false)).ToASCII(host); plain != "" {
		host = plain
	}

	host = strings.ToLower(strings.TrimSuffix(host, "."))

	if ip, err := netip.ParseAddr(host); err == nil {
		if isLocalIP(ip.Unmap()) {
			return host
		}

		return ""
	}

	// A name without a dot is found in the domain of the company only.
	if !strings.Contains(host, ".") {
		return host
	}

	for _, zone := range localZones() {
		if strings.HasSuffix(host, "."+zone) {
			return host
		}
	}

	return ""
}

func isLocalIP(ip netip.Addr) bool {
	return !ip.IsGlobalUnicast() || ip.IsPrivate() || slices.ContainsFunc([]string{
		"100.64.0.0/10",            // within a carrier, RFC 6598
		"0.0.0.0/8", "240.0.0.0/4", // none, RFC 6890
		"192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", // in documents, RFC 5737
		"2001:db8::/32", // in documents, RFC 3849
	}, func(network string) bool { return netip.MustParsePrefix(network).Contains(ip) })
}

// localZones are ends of names that the DNS of the internet does not have: of
// RFC 6761, RFC 6762 and RFC 8375, what ICANN keeps for private use, and what
// routers and networks of companies use.
func localZones() []string {
	return []string{
		"localhost", "local", "internal", "home.arpa",
		"lan", "intranet", "intra", "corp", "home", "private", "localdomain", "svc", "fritz.box", "mshome.net",
	}
}
