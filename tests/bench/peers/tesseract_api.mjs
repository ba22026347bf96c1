const singleLine = 7;

/** tesseract.js-core through its C API, one line a call, wherever `factory` came from. */
export async function createApi(factory, modelBytes) {
  const core = await factory({ print() {}, printErr() {} });
  core.FS.writeFile('model.traineddata', modelBytes);
  const api = new core.TessBaseAPI();
  if (api.Init(null, 'model', 1) !== 0) throw new Error('tesseract.js-core refused the model');
  api.SetVariable('debug_file', '/dev/null');
  api.SetPageSegMode(singleLine);
  return {
    recognize({ pgm }) {
      core.FS.writeFile('/input', pgm);
      api.SetImageFile(1, 0); // upright, angle 0
      api.Recognize(null);
      return api.GetUTF8Text().trim();
    },
    close() {
      api.End();
    },
  };
}
