// The part of libheif-js that we use; the package describes only what lies below it.
declare module 'libheif-js/wasm-bundle.js' {
  interface HeifImage {
    get_width(): number;
    get_height(): number;
    is_primary(): boolean;
    /** Decodes into `picture.data`, four bytes a pixel; hands on null when it cannot. */
    display<T extends { data: Uint8ClampedArray; width: number; height: number }>(
      picture: T,
      done: (shown: T | null) => void,
    ): void;
  }
  const libheif: { HeifDecoder: new () => { decode(file: Uint8Array): HeifImage[] } };
  export default libheif;
}
