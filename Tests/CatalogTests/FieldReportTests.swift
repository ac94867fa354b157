import Foundation
import Testing

private let mug = "mug|手绘马克杯|59.90|"
private let head = "sku,name,price\n"
private let custom = #"id: "t{n}", custom: "{c}", title: "{t}""#

/// Spreadsheets that people sent, and what must come of each.
@Suite struct FieldReportTests {
  @Test(arguments: reported)
  func readsOrNamesWhatPeopleSent(spreadsheet: SpreadsheetCase) throws { try spreadsheet.check() }

  @Test(arguments: splitPrices)
  func namesPricesThatACommaSplit(spreadsheet: SpreadsheetCase) throws { try spreadsheet.check() }

  @Test(arguments: namedPrices)
  func namesWhatIsNoAmount(spreadsheet: SpreadsheetCase) throws { try spreadsheet.check() }

  @Test(arguments: namedUnits)
  func warnsOfOtherUnits(spreadsheet: SpreadsheetCase) throws { try spreadsheet.check() }

  @Test(arguments: siblings)
  func readsOrNamesTheirSiblings(spreadsheet: SpreadsheetCase) throws { try spreadsheet.check() }

  static let reported: [SpreadsheetCase] = [
    .init(
      "UTF-16 with mark and tabs", "sku\tname\tprice\r\nmug\t手绘马克杯\t59.90\r\n",
      in: .utf16LittleEndian, mark: [0xFF, 0xFE], links: [mug]),
    .init(
      "GBK", head + "mug,手绘马克杯,59.90\n", in: .gb18030, ["note guessed-encoding file"],
      links: [mug]),
    .init("sep=;", "sep=;\r\nsku;name;price\r\nmug;手绘马克杯;59.90\r\n", links: [mug]),
    .init("empty columns behind", "sku,name,price,,\nmug,手绘马克杯,59.90,,\n", links: [mug]),
    .init(
      "a row without its last cell", "sku,name,price,note\ntea,Tea,88.00\n",
      links: ["tea|Tea|88.00|"]),
    .init(
      "a title above", "Price list,,\nsku,name,price\nmug,手绘马克杯,59.90\n",
      ["error header-below A1"]),
    .init(
      "a title above, and header", "Price list,,\nsku,name,price\nmug,手绘马克杯,59.90\n",
      links: [mug]
    ).and("header: 2"),
    .init(
      "no-break spaces", "sku,name,price\u{A0}\nmug\u{A0},手绘马克杯,59.90\u{A0}\n", links: [mug]),
    .init(
      "zero-width space in custom", "n,c,t\n7,table-7\u{200B},T\n",
      ["error invisible-character B2"]
    ).with(custom),
    .init("#N/A as title", head + "mug,#N/A,1\n", ["error error-value B2"]),
    .init("#REF! as custom", "n,c,t\n7,#REF!,T\n", ["error error-value B2"]).with(custom),
    .init(
      "a shortened number in two rows", "n,c,t\n7,6.93217E+12,T\n8,6.93217E+12,T\n",
      ["error shortened-number B2", "error shortened-number B3"]
    ).with(custom),
    .init(
      "thousands without quotes", "sku,name,price,note\nsofa,Sofa,1,020.00\n",
      ["error shifted-cells C2"]),
    .init(
      "signs and groups", head + "a,A,¥59.90\nb,B,59.80元\nc,C,\"1,288.00\"\nd,D,￥1\n",
      ["note price-form C2"], links: ["a|A|59.90|", "b|B|59.80|", "c|C|1288.00|", "d|D|1.00|"]),
    .init(
      "what is no price", head + "a,A,\"12,50\"\nb,B,1.0E+05\nc,C,59.900000000000006\n",
      ["error decimal-comma C2", "error shortened-number C3", "error binary-noise C4"]),
    .init("pipes", "sku|name|price\nmug|手绘马克杯|59.90\n", links: [mug]),
    .init(
      "a line break in a name", head + "mug,\"Big\nmug\",1\n", ["note line-break-in-cell B2"],
      links: ["mug|Big mug|1.00|"]),
    .init(
      "33 columns, the last bad",
      "sku,name," + (3..<33).map { "c\($0)," }.joined() + "price\na,A,"
        + String(repeating: "x,", count: 30) + "y\n", ["error unknown-name AG2"]),
    .init("Indic header", "sku,जगत्,price\na,संवत्,1\n", links: ["a|संवत्|1.00|"])
      .with(#"id: "{sku}", title: "{जगत्}", price: "{price}", stable: true"#),
    .init("Hangul and emoji headers", "가ᄀ,🇨🇳🇺,price\na,A,1\n", links: ["a|A|1.00|"])
      .with(#"id: "{가ᄀ}", title: "{🇨🇳🇺}", price: "{price}", stable: true"#),
    .init(
      "one row without price and custom", "sku,price,c\na,1,\nb,any,x\nc,any,\nd,2,y\n",
      ["error nothing-to-lock C4"]
    ).with(#"id: "{sku}", price: "{price}", custom: "{c}", stable: true"#),
  ]

  static let siblings: [SpreadsheetCase] = [
    .init(
      "UTF-16, big endian, no mark", head + "mug,手绘马克杯,59.90\n", in: .utf16BigEndian,
      ["note guessed-encoding file"], links: [mug]),
    .init(
      "GBK whose bytes resemble UTF-8", head + "a,龙井茶,1\nb,龙井茶,2\n", in: .gb18030,
      ["note guessed-encoding file"], links: ["a|龙井茶|1.00|", "b|龙井茶|2.00|"]),
    .init("GB18030 named", head + "mug,手绘马克杯,59.90\n", in: .gb18030, links: [mug])
      .and("encoding: gb18030"),
    .init(
      "Latin-1 is not GB18030", head + "a,Müller,1\n", in: .isoLatin1,
      ["error undecodable-text B2"]),
    .init(
      "UTF-8 damaged at one byte",
      Data((head + "a,龙井茶叶一杯,1\nb,").utf8) + [0xE8] + Data(",1\n".utf8),
      ["error undecodable-text B3"]),
    .init(
      "a mark that contradicts encoding", head + "a,A,1\n", in: .utf8, mark: [0xEF, 0xBB, 0xBF],
      ["error other-encoding file"]
    ).and("encoding: gb18030"),
    .init("sep=| in quotes", "\"sep=|\"\nsku|name|price\na|A|1\n", links: ["a|A|1.00|"]),
    .init(
      "a nameless column with a value", "sku,,name,price\na,,A,1\nb,x,B,2\nc,y,C,3\n",
      ["error unnamed-column B3"]),
    .init("cells behind the header, empty", head + "a,A,1,,\n", links: ["a|A|1.00|"]),
    .init(
      "blank rows", "\n" + head + "\na,A,1\n,,\n \nb,B,2\n\n\n", ["note blank-rows A3"],
      links: ["a|A|1.00|", "b|B|2.00|"]),
    .init(
      "a title of one cell", "Price list\n\nsku;name;price\na;A;1\n", ["error header-below A1"]),
    .init(
      "a header in another case", "SKU,Name,PRICE\na,A,1\n",
      ["note other-case A1", "note other-case B1", "note other-case C1"], links: ["a|A|1.00|"]),
    .init(
      "two columns alike but for case", "sku,NAME,Name,price\na,A,B,1\n",
      ["error unknown-field config"]),
    .init(
      "missing values of R packages and of Bloomberg", head + "a,#N/A N/A,1\nb,#NA,2\n",
      ["error placeholder B2", "error placeholder B3"]),
    .init(
      "header: that is no row", "Price list,,\n" + head + "a,A,1\n", ["error not-in-range config"]
    )
    .and("header: 0"),
    .init("header: on a blank row", "\n" + head + "a,A,1\n", ["error blank-header file"])
      .and("header: 1"),
    .init("nan from pandas", head + "a,nan,1\n", ["error placeholder B2"]),
    .init("NULL as title", head + "a,NULL,1\n", ["error placeholder B2"]),
    .init(
      "Null as surname", head + "a,Null,1\nb,None of it,2\n",
      links: [
        "a|Null|1.00|", "b|None of it|2.00|",
      ]),
    .init("German error value", head + "a,#BEZUG!,1\n", ["error error-value B2"]),
    .init("LibreOffice error", head + "a,Err:502,1\n", ["error error-value B2"]),
    .init(
      "a hashtag", head + "a,#sale!,1\nb,#1 Tea,2\n",
      links: [
        "a|#sale!|1.00|", "b|#1 Tea|2.00|",
      ]),
    .init(
      "a damaged cell that nobody uses", "sku,name,price,x\na,A,1,#REF!\n",
      links: [
        "a|A|1.00|"
      ]),
    .init("one damaged cell, used twice", head + "#N/A,A,1\n", ["error error-value A2"])
      .with(
        #"id: "{sku}", title: "{sku} {name}", custom: "{sku}", price: "{price}", stable: true"#),
    .init("apostrophe before digits", "n,c,t\n'0017,x,T\n", ["error text-escape A2"]).with(custom),
    .init("=\"0017\"", "n,c,t\n7,\"=\"\"0017\"\"\",T\n", ["error text-escape B2"]).with(custom),
    .init("a formula", head + "a,A,=B2*2\n", ["error formula-text C2"]),
    .init(
      "texts like escapes", "n,c,t\n7,x,'90s tea\n8,y,=)\n9,z,'t Huis\n",
      links: [
        "t7|'90s tea||x", "t8|=)||y", "t9|'t Huis||z",
      ]
    ).with(custom),
    .init("too narrow a column", "n,c,t\n7,########,T\n", ["error hidden-number B2"]).with(custom),
    .init("an honest 12E4", "n,c,t\n7,12E4,5E-12\n", links: ["t7|5E-12||12E4"]).with(custom),
    .init(
      "thousands in a longer row", "sku,price,name\nsofa,1,288.00,Sofa\n",
      ["error shifted-cells B2"]),
    .init(
      "decimal commas in a longer row", "sku,price,name\nsofa,12,50,Sofa\n",
      ["error shifted-cells B2"]),
    .init(
      "thousands among notes", "sku,name,price,note\na,A,2,soft\nsofa,Sofa,1,288\n",
      ["error shifted-cells C3"]),
    .init(
      "prices and numbers of pieces", "sku,name,price,stock\na,A,12,100\nb,B,8,40\n",
      links: [
        "a|A|12.00|", "b|B|8.00|",
      ]),
    .init(
      "prices and other prices", "sku,name,price,old\na,A,12,120.00\nb,B,59.90,88.00\n",
      links: [
        "a|A|12.00|", "b|B|59.90|",
      ]),
    .init(
      "only hundreds behind prices", "sku,name,price,stock\na,A,12,100\nb,B,8,200\n",
      ["warning unclear-pair C2"], links: ["a|A|12.00|", "b|B|8.00|"]),
    .init(
      "the number before the price is split", "sku,stock,price,note\na,1,020,12.00\n",
      ["error shifted-cells B2"]
    ).with(#"id: "{sku}", price: "{price}", stable: true"#),
    .init(
      "prices as people write them",
      head + "a,A,RMB 12\nb,B,cny12.5\nc,C,CN¥13\nd,D,人民币14元\ne,E,１５．００\nf,F,\" 16.5 \"\n",
      ["note price-form C2"],
      links: [
        "a|A|12.00|", "b|B|12.50|", "c|C|13.00|", "d|D|14.00|", "e|E|15.00|", "f|F|16.50|",
      ]),
    .init(
      "what is no price, each named",
      head + "a,A,\"1,288\"\nb,B,1.999\nc,C,-5\nd,D,$12\ne,E,12-15\nf,F,12.-\ng,G,\nh,H,ask us\n"
        + "i,I,\"1.288,00\"\nj,J,\"12,88.00\"\nk,K,0\nl,L,99999999\nm,M,12 USD\nn,N,1e3\n"
        + "o,O,-¥5\np,P,12元-15元\nq,Q,¥¥12\nr,R,1 288.00\n"
        + "s,S,-\nt,T,ask-us\nu,U,(12.00)\nv,V,12.50 - 15\nw,W,=SUM(A1)\n",
      [
        "error unclear-comma C2", "error too-many-decimals C3", "error negative-price C4",
        "error other-currency C5", "error price-range C6", "error missing-cents C7",
        "error no-price C8", "error not-an-amount C9", "error decimal-comma C10",
        "error misplaced-groups C11", "error zero-price C12", "error price-above-maximum C13",
        "error other-currency C14", "error number-with-exponent C15", "error negative-price C16",
        "error price-range C17", "error not-an-amount C18", "error misplaced-groups C19",
        "error not-an-amount C20", "error unknown-name C21", "error negative-price C22",
        "error price-range C23", "error formula-text C24",
      ]),
    .init(
      "a header with a zero-width space inside", "sku,na\u{200B}me,price,x\na,A,1,y\n",
      ["warning invisible-character B1"], links: ["a|y|1.00|"]
    ).with(#"id: "{sku}", title: "{x}", price: "{price}", stable: true"#),
    .init("an id with a space inside", head + "a\u{A0}b,A,1\n", ["error invisible-character A2"]),
    .init(
      "one code that is hard to scan", "sku,c\na,x\nb,\(String(repeating: "茶", count: 60))\n",
      ["warning dense-code A3"],
      links: ["a|Shop||x", "b|Shop||\(String(repeating: "茶", count: 60))"]
    ).with(#"id: "{sku}", custom: "{c}", stable: true"#),
    .init(
      "an address that no code holds", "sku,c\na,x\nb,\(String(repeating: "茶", count: 900))\n",
      ["error address-too-long B3"]
    ).with(#"id: "{sku}", custom: "{c}", stable: true"#),
    .init("an order without price", "sku,p\na,1\nb,any\n", ["error order-without-price B3"])
      .with(#"id: "{sku}", order: anypay, type: wechat, price: "{p}""#),
    .init(
      "spaces around custom", "sku,c\na,x\nb, y \n", ["warning spaces-around B3"],
      links: [
        "a|Shop||x", "b|Shop|| y ",
      ]
    ).with(#"id: "{sku}", custom: "{c}", stable: true"#),
    .init(
      "blank rows without end",
      head + "a,A,1\n" + String(repeating: "\n", count: 1_100_000) + "b,B,2\n",
      ["error too-many-blank-rows A1100003"]),
    .init(
      "line ends to the end", head + "a,A,1\r\n" + String(repeating: "\r\n", count: 1_100_000),
      links: ["a|A|1.00|"]),
  ]
}
