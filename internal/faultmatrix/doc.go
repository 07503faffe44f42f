// Package faultmatrix holds tests only. They break every point of an exchange
// with WeCom, in every state of its sent-message list, and do next what
// Terraform would do, to show that the client sends a message at most once.
//
// TestMatrix_sendsAtMostOnce walks all cells and prints a table.
// TestProcesses_withEqualWordsNeverMix puts every form of people beside every
// other one in another process, TestCompanies_withEqualWordsNeverMix in another
// company. TestSoak_sendsAtMostOnce draws faults at random; SOAK_RUNS sets how
// many runs it makes and SOAK_SEED repeats one.
package faultmatrix
