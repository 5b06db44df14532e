"""Words that `namesakes` knows: how names are shortened, and what is like a name and is none."""

TITLES = frozenset(
    """
    a al an and at bin dame de den der dr el frau from herr in la le mr mrs ms mx my of on our
    prof professor sir the van von
    """.split()
)
"""Words in a name's field that name nobody."""

EVERYDAY = frozenset(
    """
    able about above across after again against ahead alike alone along already also always
    among and another answer any anyone anything are area around art ask asked asking away back
    bad bare base bear became because become been before began begin being below best better
    between big bit body book both bring brought build built business but call called came can
    care career careers case cat chance change charity chat clear close code coffee come coming
    company could course dad data date dawn day days deal dear did different does doing don
    done door down dream drew each early earth easy else end enough ever every everyone
    everything example face fair faith family far fast feel felt few field finally find fine
    first five follow for forward found four free friend friends from full gave get getting
    give glad go goal going gone good got grace graceful grant great green grew group guess
    guide had half hand happened happy hard has have having head hear heard heart held help
    helped her here herself him himself his hold home hope hopefully hour hours house how idea
    ill important indeed instead interview into its itself job jobs join joy joyful just keep
    kept kind king knew know known last late later law lead leader learn learned learning least
    leave led left less lesson let life like line list little live long look looked looking lot
    love low luck lucky lunch made mail main make making man many mark market marketing markets
    matter may maybe mean meant meet meeting member men mention merry message met might miles
    mind mine minute minutes miss moment money month months more morning most move much must
    name near need never new next nice night nine nobody none nor not note nothing notice now
    number off offer office often old once one only open opened option other others our out
    over own page paid part party past patience pay pearl people perhaps person phone piece
    place plan play please point post power present press pretty price prize probably project
    promise question questions quick quite ran rather read ready real really reason rest rich
    right role room rose run said same sat saw say says school second see seem seen send sent
    set seven several shall share she short should show side since six skill skills small some
    someone something soon sort speak spoke start started state step steps still stone stop
    story such sunny sure take taken taking talk talked talking task teach teacher team tell
    term test than thank thanks that the their them then there these they thing things think
    this those though thought three through thus time tip tips today together told too took top
    total toward town trade train tried true trust try turn two type under understand until
    upon use used useful value very victory view visit wait walk wall want wanted was watch way
    week weeks welcome well went were what when where whether which while who whole whom whose
    why wife will willing win wins wish with within without woman women won word words work
    worked working world worth would write wrote year years yes yet you young your yours
    """.split()
)
"""English words that are like a name or are one, and stand in nearly every text."""

GROUPS = tuple(
    frozenset(line.split())
    for line in """
    abigail abby abbie gail
    abraham abe bram ibrahim
    adelaide addie heidi
    agnes aggie nessa
    albert al bert bertie
    alexander alexandre alex al xander lex sandy sasha sascha aleksandr alejandro
    alexandra alex alexa lexi sandra sandy sasha sascha
    alfred alf alfie fred
    alice ali allie alison alicia
    amanda mandy
    andrew andreas andy drew andre andrei
    angela angie angelina
    ann anne anna annie nan nancy anya hanna hannah
    anthony antony tony antonio toni ant
    antonia toni tonya
    arthur art artie
    augustus gus august
    barbara barb barbie babs basia
    benjamin ben benny benji
    bernard bernie bernhard bernd
    bradley brad
    bridget biddy bridie brigitte gitte
    caroline carolyn carrie lynn caro
    catherine katherine kathryn kathrin catharina katharina katarina ekaterina cathy \
    kathy kate katie kat kit kitty cat katya kasia trina
    charles charlie chuck chas carl karl carlos
    charlotte charlie lottie lotte
    christina christine kristina kristin chris chrissy tina kris
    christopher christoph chris kit topher christof
    clifford cliff
    constance connie
    cynthia cindy
    daniel dan danny dani
    daniela danielle dani
    david dave davey dawid
    deborah debra deb debbie
    dennis denny
    dimitri dmitri dmitry dima mitya
    donald don donny
    dorothy dorothea dot dottie dolly thea
    douglas doug
    edward eduard ed eddie ted teddy ned eduardo
    edwin ed eddie
    eleanor elena helen helena ellie nell nora lena
    elizabeth elisabeth liz lizzie beth betty betsy \
    eliza libby lisa elsie ellie lilly lisbeth bettina
    emily em emmy millie
    emma em emmy
    eric erik rick
    ernest ernie ernst
    eugene gene evgeny zhenya
    evelyn evie eve
    florence flo florrie
    frances fran frankie franny franziska
    francis francisco frank frankie franz paco pancho frantz
    frederick fred freddie freddy friedrich fritz rick
    gabriel gabe
    gabriella gabrielle gabi gaby ella
    geoffrey jeffrey geoff jeff
    george georg jorge georgie yuri jurgen
    gerald gerry jerry gerard
    gertrude trudy gertie
    gregory greg gregor grisha
    guillermo memo
    harold harry hal
    henry heinrich hank harry hal heinz enrique henri
    herbert herb bert
    hubert bert hugh
    ignacio nacho
    isabel isabella isabelle bella belle izzy isa
    isaac ike zac
    jacob jakob jake james jim jimmy jamie jacques diego santiago
    jacqueline jackie
    jane janet jan jean jenny janie joan joanna joanne jo hannah
    jason jay
    jennifer jen jenny jenn
    jeremy jeremiah jerry jem
    jessica jess jessie
    joachim jochen achim jo
    john johan johannes johann jon jonny johnny jack hans juan ivan jan sean ian giovanni vanya
    jonathan jon jonny nathan
    joseph josef joe joey jose pepe giuseppe yusuf sepp
    josephine josefine jo josie fina
    joshua josh
    joyce joy
    judith judy jude
    julia julie jules juliet juliana
    julian julius jules
    karen caren kari
    kenneth ken kenny
    kimberly kim
    laura lauren lori laurie
    lawrence laurence lorenz larry laurie lars lorenzo
    leonard leonardo leonhard leo len lenny
    leopold leo poldi
    lillian lily lilian lil
    louis lewis ludwig lou louie luis luigi
    louise luise lou lulu
    lucy lucia lucille lu
    madeleine madeline maddie maddy magdalena lena
    malcolm mal
    manuel manny manolo manu emmanuel emanuel
    marcus markus mark marc marco
    margaret margarete margarita maggie meg peggy madge marge margie daisy greta gretchen rita
    maria mary marie molly polly mia mimi mitzi masha maryam miriam
    martha marty patty
    martin marty
    matthew matthias matt mat matty mateo
    maurice moritz mo
    maximilian maxwell max
    melanie mel
    melissa mel lissa missy
    michael mike mick mickey mikey mitch miguel michel mikhail misha
    michelle shelly chelle micha
    mildred millie
    mohammed muhammad mohamed mo mehmet ahmed hamid
    nathaniel nathan nate nat
    natalia natalie nat natasha tasha
    nicholas nicolas nikolaus nick nicky nico niko klaus claus kolya
    nicole nicky nicola nikki
    norman norm
    olivia liv livvy ollie
    oliver ollie olly
    pamela pam
    patricia pat patty patti trish tricia
    patrick pat paddy rick
    paul pablo paolo pavel pasha
    penelope penny
    peter pete piotr pedro pyotr petr petya
    philip phillip phil pip philipp
    priyanka priya
    rachel rach shelley
    raymond ray
    rebecca becca becky bex
    regina gina
    reginald reg reggie
    richard rich rick ricky dick richie ricardo
    robert rob robbie bob bobby bert roberto rupert
    roberta bobbie
    roderick rod rick
    roger rodger rog
    ronald ron ronnie ronny
    rosemary rosemarie rose rosie romy
    rudolf rudolph rudi rudy
    russell russ
    samantha sam sammy
    samuel sam sammy
    sarah sara sally sadie
    sebastian seb bas basti
    sergei serge sergio seryozha
    sharon shari
    simone simona mona
    sophia sophie sofia soph sonja sonya
    stanley stan
    stephanie steph stefanie steffi
    stephen steven stefan steffen steve stevie
    stuart stewart stu
    susan susanne susanna suzanne sue susie suzy sanne
    sylvia silvia syl
    tamara tammy toma
    terence terrence terry
    teresa theresa therese terry tess tessa resi
    theodore theodor ted teddy theo fyodor
    thomas tom tommy tomas thom
    timothy tim timmy
    ursula uschi ursel
    valerie val
    veronica ronnie vera
    victor viktor vic
    victoria viktoria vicky vicki tori
    vincent vince vinny vincenz
    virginia ginny
    vladimir vlad volodya vova
    walter walt wally wat
    wilhelmina mina minnie billie
    william wilhelm will bill billy willy liam willem guillaume
    winifred winnie freda
    yvonne eve vonnie
    zachary zach zack zac
    """.strip().splitlines()
)
"""Names and their short forms, folded: who goes by one of a group may go by another."""
