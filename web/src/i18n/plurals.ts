// The six forms of a plural in Arabic, under the names by which i18next asks for them.
export const six = (name: string, forms: [string, string, string, string, string, string]) => ({
  [`${name}_zero`]: forms[0],
  [`${name}_one`]: forms[1],
  [`${name}_two`]: forms[2],
  [`${name}_few`]: forms[3],
  [`${name}_many`]: forms[4],
  [`${name}_other`]: forms[5],
});
