import { basename } from 'node:path';

/** The manifest names what is published: built files, public members, and the tags that `define` gives them. */
const publishedOnly = {
  name: 'published-only',
  packageLinkPhase({ customElementsManifest: { modules } }) {
    for (const module of modules) {
      const path = module.path.replace(/^src\/(.+)\.ts$/, 'dist/esm/$1.js');
      module.declarations = module.declarations.filter(({ customElement }) => customElement);
      for (const element of module.declarations) {
        element.tagName = basename(path, '.js');
        element.members = element.members?.filter(({ privacy }) => !privacy || privacy === 'public');
      }
      for (const { declaration } of module.exports) declaration.module = path;
      module.path = path;
    }
  },
};

export default {
  globs: ['src/elements/comment-*.ts'], // an element has the file of its name
  outdir: 'dist',
  litelement: true,
  packagejson: false, // package.json is written by hand
  plugins: [publishedOnly],
};
