/// What an SVG of a shop may contain: what draws, and what editors write besides; nothing that runs,
/// moves or loads.
///
/// Names are those of SVG 2, appendices F and G, and of Filter Effects 1, without scripting, links,
/// animation, foreign content, media and fonts.
enum SVGAllowList {
  static let namespace = "http://www.w3.org/2000/svg"
  static let linkNamespace = "http://www.w3.org/1999/xlink"
  static let xmlNamespace = "http://www.w3.org/XML/1998/namespace"

  static let elements = names(
    """
    svg g defs symbol use switch title desc metadata style image
    path rect circle ellipse line polyline polygon text tspan textPath
    linearGradient radialGradient stop pattern clipPath mask marker filter
    feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting
    feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR
    feGaussianBlur feMerge feMergeNode feMorphology feOffset fePointLight feSpecularLighting
    feSpotLight feTile feTurbulence
    """)

  /// Attributes without a namespace that are not presentation attributes.
  static let attributes = names(
    """
    id class style lang role tabindex version baseProfile viewBox preserveAspectRatio zoomAndPan
    enable-background media type href transform contentScriptType contentStyleType
    x y z x1 y1 x2 y2 cx cy r rx ry fx fy fr dx dy width height d points pathLength rotate
    textLength lengthAdjust startOffset method spacing side
    gradientUnits gradientTransform spreadMethod offset
    patternUnits patternContentUnits patternTransform clipPathUnits maskUnits maskContentUnits
    markerUnits markerWidth markerHeight refX refY orient
    filterUnits primitiveUnits filterRes in in2 result mode values operator k1 k2 k3 k4
    order kernelMatrix divisor bias targetX targetY edgeMode kernelUnitLength preserveAlpha
    surfaceScale diffuseConstant specularConstant specularExponent limitingConeAngle
    azimuth elevation pointsAtX pointsAtY pointsAtZ scale xChannelSelector yChannelSelector
    stdDeviation radius baseFrequency numOctaves seed stitchTiles tableValues slope intercept
    amplitude exponent requiredFeatures requiredExtensions systemLanguage
    """)

  /// Properties of CSS, which are presentation attributes too.
  static let properties = names(
    """
    alignment-baseline background background-color baseline-shift block-progression border clip
    clip-path clip-rule color color-interpolation color-interpolation-filters color-profile
    color-rendering cursor direction display dominant-baseline enable-background fill fill-opacity
    fill-rule filter flood-color flood-opacity font font-family font-feature-settings font-kerning
    font-size font-size-adjust font-stretch font-style font-variant font-variant-alternates
    font-variant-caps font-variant-east-asian font-variant-ligatures font-variant-numeric
    font-variant-position font-variation-settings font-weight glyph-orientation-horizontal
    glyph-orientation-vertical height image-rendering inline-size isolation kerning letter-spacing
    lighting-color line-height margin marker marker-end marker-mid marker-start mask mask-type
    max-width mix-blend-mode opacity overflow padding paint-order pointer-events r rx ry cx cy d
    shape-inside shape-margin shape-padding shape-rendering shape-subtract solid-color solid-opacity
    stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin
    stroke-miterlimit stroke-opacity stroke-width tab-size text-align text-anchor text-decoration
    text-decoration-color text-decoration-line text-decoration-style text-indent text-orientation
    text-overflow text-rendering text-transform transform transform-box transform-origin
    unicode-bidi vector-effect vertical-align visibility white-space width word-spacing writing-mode
    x y
    """)

  /// Functions in values and selectors; `url(` only with `#` after it.
  static let functions = names(
    """
    url rgb rgba hsl hsla hwb lab lch oklab oklch color color-mix icc-color calc min max clamp
    matrix matrix3d translate translatex translatey scale scalex scaley rotate skew skewx skewy
    blur brightness contrast drop-shadow grayscale hue-rotate invert opacity saturate sepia
    circle ellipse inset polygon path not is where nth-child nth-last-child nth-of-type
    nth-last-of-type lang
    """)

  /// Beginnings of the namespaces of editors and of licences, which browsers ignore.
  private static let editors = [
    "http://sodipodi.sourceforge.net/", "http://www.inkscape.org/",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "http://creativecommons.org/ns#",
    "http://web.resource.org/cc/", "http://purl.org/dc/", "http://ns.adobe.com/",
    "http://www.bohemiancoding.com/sketch/", "http://www.figma.com/", "http://www.serif.com/",
    "http://www.corel.com/", "http://www.vectornator.io", "https://boxy-svg.com",
    "http://schemas.microsoft.com/visio/", "http://xml.openoffice.org/svg/",
    "http://svgjs.com/", "http://svgjs.dev/",
  ]

  /// Whether elements and attributes of a namespace are notes of an editor.
  static func isEditor(_ space: String) -> Bool { editors.contains { space.hasPrefix($0) } }

  /// Whether an SVG element may have an attribute without a namespace.
  static func hasAttribute(_ name: String) -> Bool {
    attributes.contains(name) || properties.contains(name) || name.hasPrefix("data-")
      || name.hasPrefix("aria-")
  }

  /// Whether a style may set a property; editors mark their own with a hyphen and their name.
  static func hasProperty(_ name: String) -> Bool {
    properties.contains(name) || name.hasPrefix("-inkscape-") || name.hasPrefix("-adobe-")
  }

  private static func names(_ text: String) -> Set<String> {
    Set(text.split { $0 == " " || $0 == "\n" }.map(String.init))
  }
}
