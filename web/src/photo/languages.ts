/**
 * The languages that photos are read in. Each is a package `@tesseract.js-data/CODE` of the npm registry, and takes some
 * megabytes and some time: a picture is read with all of them.
 */
export const languages: readonly string[] = ['eng']
