import type ts from 'typescript';

export const internalNames: readonly string[];
export const shortenNames: ts.TransformerFactory<ts.SourceFile>;
