package main

import "strings"

// lineToCopy is the ready line for a shell: PowerShell on Windows.
func lineToCopy(ready, system string) string {
	variables := strings.NewReplacer("base_url", "WECOM_BASE_URL", "corp_id", "WECOM_CORP_ID", "corp_secret", "WECOM_CORP_SECRET")

	var words []string

	for _, word := range strings.Fields(ready) {
		name, value, _ := strings.Cut(word, "=")
		name = variables.Replace(name)

		if system == "windows" {
			words = append(words, "$env:"+name+" = '"+strings.ReplaceAll(value, "'", "''")+"'")
		} else {
			words = append(words, name+"="+quoted(value))
		}
	}

	if system == "windows" {
		return strings.Join(words, "; ") + "\n"
	}

	return "export " + strings.Join(words, " ") + "\n"
}

// quoted is a value as a shell reads it, in quotes where it needs them.
func quoted(value string) string {
	const safe = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:/"

	if strings.ContainsFunc(value, func(r rune) bool { return !strings.ContainsRune(safe, r) }) {
		return "'" + strings.ReplaceAll(value, "'", `'\''`) + "'"
	}

	return value
}
