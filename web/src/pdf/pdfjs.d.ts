/** With a worker that bundlers find. */
declare module 'pdfjs-dist/legacy/webpack.mjs' {
  export * from 'pdfjs-dist';
}
