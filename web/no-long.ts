// Stands for the package `long`, whose numbers of 64 bits nothing of ours needs: protobufjs then does without.
export {};
