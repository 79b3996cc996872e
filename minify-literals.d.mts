import type ts from 'typescript';

export const minifyLiterals: ts.TransformerFactory<ts.SourceFile>;
