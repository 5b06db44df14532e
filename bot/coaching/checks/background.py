"""Whether the writer says a fact on their own work, studies or situation."""

import re

from bot.coaching.checks.text import Reading

_I = r"(?:i|i'm|i've|im|we)"
_DO = (
    r"(?:work(?:s|ed|ing)?|run|ran|running|manage[ds]?|managing|teach|taught|teaching|stud(?:y"
    r"|ied|ying)|drive|drove|driving|fix(?:ed|ing)?|build|built|building|sell|sold|selling"
    r"|own(?:ed)?|lead|led|leading|coach(?:ed|ing)?|train(?:ed|ing)?|research(?:ed|ing)?"
    r"|design(?:ed|ing)?|develop(?:ed|ing)?|nurs(?:e|ed|ing)|cook(?:ed|ing)?|bake[ds]?|baking"
    r"|farm(?:ed|ing)?|grow|grew|keep|kept|edit(?:ed|ing)?|write\s+(?:code|copy|for\s+(?:a|the)"
    r"|software|about)|wrote\s+(?:code|copy|software)|cod(?:e|ed|ing)|program(?:me|med|ming)?"
    r"|maintain(?:ed)?|repair(?:ed|s|ing)?|rebuild|rebuilt|install(?:ed)?"
    r"|clean(?:ed|ing)?|serv(?:e|ed|ing)|wait(?:ed|ing)?\s+tables|tend(?:ed)?\s+bar"
    r"|practi[sc]e[ds]?|practi[sc]ing|head(?:ed)?|direct(?:ed)?|organi[sz]e[ds]?|handle[ds]?"
    r"|audit(?:ed)?|translate[ds]?|interpret(?:ed)?|photograph(?:ed)?|paint(?:ed)?|draw|drew"
    r"|plan(?:ned)?\s+(?:events|weddings|towns)|supervise[ds]?|support(?:ed)?|oversee|oversaw"
    r"|operate[ds]?|weld(?:ed)?|plaster(?:ed|ing)?|fit(?:ted)?|tutor(?:ed|ing)?|volunteer(?:ed"
    r"|ing)?|freelanc(?:e|ed|ing)|consult(?:ed|ing)?|intern(?:ed|ing)?|graduat(?:e|ed|ing)"
    r"|finish(?:ed|ing)|complet(?:e|ed|ing)|earn(?:ed)|pass(?:ed)\s+(?:my|the)|qualif(?:y|ied"
    r"|ying)|start(?:ed|ing)|left|leaving|quit|quitting|retire[d]?|retiring|resigned|switch(?:ed"
    r"|ing)|mov(?:ed|ing)|"
    r"transition(?:ed|ing)|chang(?:ed|ing)\s+career|retrain(?:ed|ing)?|spent|specialis[ei]\w*"
    r"|specializ\w+|major(?:ed|ing)?|enrol(?:led|ling)?|pursu(?:e|ed|ing)|do(?:ing)?\s+(?:my|a|an"
    r"|the|quality|traffic|data|night|accounts?|research|an?\s+\w+ship)|did\s+(?:my"
    r"|an?)\s+(?:degree|master|phd|bachelor|diploma|thesis|internship|b\.?\w+|m\.?\w+|law"
    r"|apprenticeship)|serv(?:e|ed)|joined|came|arriv(?:e|ed)|emigrat\w+|immigrat\w+|relocat\w+"
    r"|return(?:ed|ing)|"
    r"took\s+(?:a\s+)?(?:career|redundancy|time|voluntary|early)|lost\s+my\s+job|was\s+(?:laid"
    r"|made)|got\s+(?:laid|made|my)|raised|raising|car(?:ed|ing)\s+for|look(?:ed)?\s+after|wash"
    r"|assemble[ds]?|sort|carry|deliver(?:ed|ing)?|transport|process(?:ed)?|analy[sz]e[ds]?"
    r"|trade[ds]?|market(?:ed)?|recruit(?:ed)?|lectur(?:e|ed)|report(?:ed)?\s+(?:for|on)"
    r"|cover(?:ed)?|produce[ds]?|direct|perform(?:ed)?|play(?:ed)?\s+(?:professionally|in\s+an?)"
    r"|rent|breed|shear|fish|brew|roast|cut|style|sew|stitch|knit\s+for|make|dispatch|load(?:ed)?"
    r"|pack|stack|answer\s+(?:phones|the\s+phones|calls)|do\s+(?:the\s+)?(?:books|payroll"
    r"|marketing|sales|it|hr|finance|admin|accounts|bookkeeping|logistics|research|design|shifts"
    r"|night|data|traffic)|help\s+(?:run|manage|out)|treat|guard|patrol|examine|inspect|survey"
    r"|test|measure|model|prescribe|represent|advise|counsel|coordinate|curate|restore[ds]?"
    r"|catalogu?e|archive|dig|guide|steer|pilot|fly|sail|ship|import|export|buy\s+for"
    r"|screen[- ]print|print|illustrate[ds]?|animate|compose|conduct|sing\s+in|act\s+in"
    r"|dance\s+with|moderate|chair(?:ed)?|found(?:ed)?)"
)
_ADVERB = (
    r"(?:(?:currently|presently|now|also|still|just|recently|mostly|mainly|usually|previously"
    r"|formerly|already|only|actually|both|once|first|have|had|been|was|am|used\s+to|do|did|'ve"
    r"|'m|'d|then|lately|myself|finally|in\s+fact|long|since|happily|originally|later|part-time"
    r"|full-time)\s+){0,3}"
)
_ACTS = re.compile(
    rf"\b(?:i|we)(?:'ve|'m|'d|\s+have|\s+am)?\s+{_ADVERB}{_DO}\b(?P<rest>[^.?!;]{{0,60}})",
    re.IGNORECASE,
)
_ACTS_NOT = re.compile(
    r"\b(?:i|we)(?:'ve|'m|'d)?\s+(?:\w+\s+){0,2}?(?:grew\s+up|grow\s+up|came\s+(?:across|upon"
    r"|to\s+(?:your|know|hear|see|realise|realize|the\s+conclusion))|came\s+over\s+your"
    r"|keep\s+(?:returning|coming|going|thinking|hearing|seeing|rereading|re-reading|listening"
    r"|reading|watching|calling|up|your|on)|started\s+(?:reading|following|listening|watching"
    r"|wondering|thinking|to\s+(?:follow|read|wonder))|finished\s+(?:reading|your|listening"
    r"|watching)|(?:just\s+)?finished\s+(?:the|your)\s+(?:book|article|podcast|episode)"
    r"|spent\s+(?:\w+\s+){0,3}?(?:reading|listening|watching|on\s+your|with\s+your|looking)"
    r"|left\s+(?:you|a\s+(?:message|voicemail|note|comment)|your)|make\s+(?:no|it|a\s+point)"
    r"|made\s+(?:notes|me)|cover\s+letter|look(?:ed)?\s+(?:you|at|up|forward|into|for)|cut\s+out"
    r"|returned\s+to\s+your|completed\s+your|play(?:ed)?\s+your|cook(?:ed)?\s+(?:from\s+)?your"
    r"|tested\s+your|bake[ds]?\s+your|made\s+your|work\s+(?:best|around|with\s+your"
    r"|through\s+your)|support\s+your|shipped\s+you|joined\s+(?:your|the\s+(?:call|webinar|talk))"
    r"|moved\s+(?:by|to\s+tears)|run\s+(?:into|across)|ran\s+(?:into|across)|drew\s+(?:on"
    r"|inspiration)|printed\s+(?:it|your|out)|passed\s+(?:by|it)|do\s+(?:hope|apolog\w+|not|know"
    r"|think|love|like)|did\s+(?:not|enjoy|like|love)|make\s+sense|test\s+your"
    r"|started\s+to\s+\w+\s+your)\b",
    re.IGNORECASE,
)
_AM_A = re.compile(
    r"\b(?:i'm|i\s+am|im|i\s+was|i've\s+been|i\s+have\s+been|been|myself(?:\s+is)?|me,"
    r"|my\s+name(?:'s|\s+is)\s+[^.,;!?]{1,40}(?:,|\s+and)|this\s+is\s+[A-Z][^.,;!?]{1,40},|as"
    r"|being|still|now|becoming|became|become|trained\s+as|work(?:ing|ed)?\s+as|here\s+as)\s+"
    r"(?:(?:currently|presently|now|also|still|just|only|actually|basically|originally|both|once"
    r"|both|mostly|happily|i'm|i\s+am|today|myself|by\s+(?:trade|training|profession)|by\s+day"
    r"|nearly|almost|about\s+to\s+be|soon\s+to\s+be|what\s+you'd\s+call"
    r"|working\s+as)\s+,?\s*){0,3}"
    r"(?P<what>(?:an?|the|one\s+of\s+the)\s+[^.?!;]{2,80})",
    re.IGNORECASE,
)
_NO_FACT = re.compile(
    r"^(?:(?:an?|the|one\s+of\s+the|your)\s+)(?:(?:very|really|such|huge|big|great|massive"
    r"|long[- ]?time|avid|keen|regular|loyal|devoted|faithful|true|total|bit|little|lot"
    r"|passionate|enthusiastic|real|absolute|die-hard|lifelong|firm|strong|quick|fast|curious"
    r"|hard|motivated|dedicated|ambitious|dynamic|friendly|good|nice|young|creative|committed"
    r"|serious|recent|new|constant|complete|mere|humble|silent|self-confessed|proud|hopeless"
    r"|fellow|biggest|greatest|daily|weekly|hobby|amateur|old|obsessive|terrible)\s+)*"
    r"(?:fans?|admirers?|readers?|listeners?|followers?|subscribers?|enthusiasts?|lovers?"
    r"|believers?|supporters?|viewers?|friends?|person|people|guy|girl|man|woman|lad|bloke|human"
    r"|stranger|bother|bit|little|lot|huge|big|nerd|geek|addict|buff|devotee|nut|worker|learner"
    r"|thinker|listener|player|member\s+of\s+(?:your|the)\s+(?:audience|mailing)"
    r"|someone\s+who\s+(?:loves|likes|admires|enjoys|follows|reads|listens)|way|result|matter"
    r"|favou?r|regular|sucker|observer|customer|visitor|guest|neighbou?r|connection|contact"
    r"|dreamer|optimist|believer|follower|soul|name|subscriber|foodie|gamer|cinephile|bookworm"
    r"|collector|hobbyist|walker|cyclist|beginner|newbie|novice|layman|layperson|outsider"
    r"|total\s+stranger|first[- ]time|message|note|call|pleasure|question|request|chance|shame"
    r"|try|start|word|reminder|thank|gesture|token|busy|long\s+shot)\b"
    r"(?!\s+(?:at|for\s+(?:a|the)\s+\w+\s+(?:company|firm)|in\s+(?:a|the|my"
    r"|our)\s+(?:\w+\s+)?(?:company|firm|school|team|hospital)|who\s+(?:works|worked|teaches"
    r"|studies|studied|runs)|with\s+\w+\s+years|manager|success|service|engineer|owner|developer"
    r"|support|relations|studying|and\s+(?:student|teacher|nurse)))",
    re.IGNORECASE,
)
_STATE = re.compile(
    r"\b(?:i'm|i\s+am|im|i\s+was|we're|i've\s+been|i\s+have\s+been|been|am)\s+(?:(?:currently"
    r"|presently|now|also|still|just|only|actually|recently|both|back|newly|happily|mostly"
    r"|basically|about|almost|nearly|soon|here|officially|semi|already|formerly|previously|lately"
    r"|at\s+the\s+moment|right\s+now|these\s+days|not\s+long)\s+){0,3}"
    r"(?:retired|retiring|unemployed|redundant|between\s+(?:jobs|roles|contracts)"
    r"|on\s+(?:parental|maternity|paternity|sick|study|garden\w*|a\s+career|furlough"
    r"|a\s+sabbatical|sabbatical|youth\s+service|the\s+(?:grill|wards?|sites?|tools|dole|bench"
    r"|night\s+shift|board|staff|faculty|council|team))|self-employed|employed|freelance"
    r"|in\s+(?:the\s+|my\s+|an?\s+)?(?:\w+\s+)?(?:final|first|second|third|fourth|last|1st|2nd"
    r"|3rd|4th|fifth|sixth|penultimate|\d\w*)?\s*(?:year|semester|term|grade|form|month|week"
    r"|\w*\s*(?:planning|sales|marketing|finance|banking|accounts?|logistics|retail|teaching"
    r"|nursing|hospitality|construction|insurance|procurement|admin\w*|college|university"
    r"|high\s+school|school|house|charge|practice|training|it|hr|engineering|tech|consulting"
    r"|manufacturing|publishing|media|law|healthcare|operations|purchasing|customer\s+service"
    r"|the\s+(?:navy|army|military|civil\s+service|police|trade|industry)))\b"
    r"|studying|reading\s+(?!your|about|it|the|this|a\b)\w+|doing|pursuing|finishing|completing"
    r"|working|teaching|training|learning\s+(?:to\s+be|the\s+trade|on\s+the\s+job|english|german"
    r"|french|dutch|swedish|norwegian|danish|the\s+language)|majoring|graduating|preparing\s+for"
    r"|enrolled|based\s+at|employed|running|managing|leading|building|launching|starting"
    r"|switching|transitioning|moving\s+(?:from|into|to|out)|changing\s+careers?|returning\s+to"
    r"|coming\s+back|coming\s+(?:off|out\s+of)|leaving|retraining|winding|out\s+of|new\s+(?:to|in"
    r"|here)|from\s+(?:the\s+)?\w+[^.?!]{0,20}\b(?:department|team|company|office|ministry"
    r"|university|college|school|class)|\d+(?:st|nd|rd|th)?\s*-?\s*year|final[- ]year"
    r"|first[- ]year|second[- ]year|third[- ]year|fourth[- ]year|\w+\s+years?\s+(?:in|into)"
    r"|(?:one|two|three|four|five|six|seven|eight|nine|ten|\d+)\s+(?:years?|months?"
    r"|weeks?)\s+(?:in|into|out)|half\s*way\s+through|mid[- ]?way|trained|qualified|certified"
    r"|licensed|laid\s+off|made\s+redundant|newly\s+qualified|thinking\s+of\s+(?:leaving|quitting"
    r"|switching)|looking\s+after\s+(?:my|our|a)|raising|at\s+(?:home\s+with|university|uni"
    r"|college|school|the\s+(?:university|college|same)|(?-i:[A-Z])\w+)|with\s+(?:the|a|an)\s+\w+"
    r"|applying\s+to\s+(?:university|law|med\w*|grad\w*|phd)|in-house|stationed|posted\s+(?:at|to"
    r"|in)|serving|interning|tutoring|waiting\s+tables|volunteering|freelancing|consulting"
    r"|writing\s+(?:my|a)\s+(?:thesis|dissertation|book|phd)|job[- ]?hunting"
    r"|a?\s*career\s+chang\w+|tempted\s+to\s+leave|eleven\s+years|sub-editor|"
    r"(?:third|second|first|final|fourth|last)\s+year|bsc|b\.?sc|ba|mba|b\.?tech|btech|m\.?tech"
    r"|msc|phd|mca|bca|bba|b\.?com|diploma|"
    r"(?:\w+\s+){0,2}?(?:student|graduate|teacher|nurse|engineer|manager|developer|analyst"
    r"|accountant|assistant|technician|clerk|officer|driver|agronomist|professor|baker|chef|cook"
    r"|carpenter|electrician|plumber|welder|mechanic|farmer|fisherman|journalist|editor|writer"
    r"|designer|architect|lawyer|solicitor|notary|paralegal|doctor|dentist|pharmacist"
    r"|physiotherapist|midwife|paramedic|librarian|archivist|scientist|researcher|consultant"
    r"|salesman|saleswoman|salesperson|cashier|receptionist|waiter|waitress|bartender|barista"
    r"|musician|artist|photographer|translator|interpreter|programmer|tester|administrator"
    r"|supervisor|foreman|operator|roofer|builder|plasterer|painter|decorator|soldier|veteran"
    r"|marine|sailor|pilot|supervisor|executive|associate|apprentice|trainee|intern|fresher"
    r"|sophomore|freshman|junior|senior|undergrad\w*|postgrad\w*|postdoc|bookkeeper|banker|broker"
    r"|recruiter|trainer|tutor|lecturer|gardener|florist|hairdresser|beautician|tailor|seamstress"
    r"|butcher|miner|geologist|biologist|chemist|physicist|economist|statistician|mathematician"
    r"|historian|psychologist|therapist|counsellor|counselor|social\s+worker|carer|caregiver"
    r"|nanny|childminder|housewife|homemaker|parent|mother|mum|mom|father|dad|refugee|immigrant"
    r"|newcomer|migrant|agent|adviser|advisor|planner|buyer|purchaser|coordinator|specialist"
    r"|expert\s+in|owner|founder|co-founder|director|head|lead|principal|deputy|secretary"
    r"|treasurer|warden|guard|ranger|firefighter|fireman|police\w*|detective|postman|courier"
    r"|warehouse\w*|packer|picker|machinist|fitter|turner|joiner|bricklayer|surveyor|draughtsman"
    r"|inspector))\b",
    re.IGNORECASE,
)
_NOT_STATE = re.compile(
    r"\b(?:i'm|i\s+am)\s+(?:\w+\s+)?(?:doing\s+(?:well|great|fine|good|this)"
    r"|working\s+on\s+(?:my\s+(?:network|confidence)|reaching)|building\s+(?:my|a)\s+network"
    r"|building\s+relationships|with\s+(?:you|all)|starting\s+to\s+(?:wonder|think)"
    r"|out\s+of\s+(?:ideas|my|place|line|words)|leaving\s+(?:you|this|my\s+number)"
    r"|running\s+(?:late|out)|at\s+(?:your|a\s+loss|a\s+(?:bit\s+of\s+a\s+)?crossroads|\d)"
    r"|learning\s+(?:about|more|a\s+lot|from|so)|at\s+the\s+(?:number|same\s+number)"
    r"|reading\s+(?:your|it|about|the\s+book))\b",
    re.IGNORECASE,
)
_MY = re.compile(
    r"\b(?:my|our)\s+(?:(?:own|current|last|first|previous|old|new|final|day|little|small|whole"
    r"|present|former|two|three|tiny|entire|undergraduate|graduate|master's|masters|bachelor's"
    r"|postgraduate|doctoral|honours|part-time|full-time|night|work|main|nursing|teaching|law|phd"
    r"|engineering|maths|evening|family's|late|upcoming|second|third|past|professional|military"
    r"|long|\d+\w*)\s+){0,3}"
    r"(?:(?:jobs?|work(?!\s+(?:ethic|experience\s+is\s+attached))|boss|manager|team|company|firm"
    r"|employer|business|shop|studio|workshop|practice|clinic|ward|hospital|department|office|lab"
    r"|students|pupils|class|classes|classroom|patients|clients|customers|colleagues|coworkers"
    r"|co-workers|shifts?|thesis|dissertation|degree|studies|course|programme|program|semester"
    r"|exams?|finals|major|minor|phd|master'?s?|bachelor'?s?|diploma|apprenticeship|internship"
    r"|placement|training|career(?!\s+(?:goals?|path|growth|journey|opportunit|advice|options?"
    r"|development))|profession|trade|university|college|school|professor|supervisor|lecturers?"
    r"|campus|army|navy|service|unit|regiment|redundancy|retirement|maternity|lay-?off|contract"
    r"|farm|garden\s+centre|stall|restaurant|kitchen|bakery|salon|garage|boat|truck|van|rig"
    r"|studies|graduation|background\s+(?:is|in|as)|experience\s+(?:is\s+)?(?:in|as|of|with)"
    r"|field\s+is|role|position|title|desk|crew|staff|site|plant|factory|mill|counter|branch"
    r"|library|museum|archive|parish|church\s+choir|band|orchestra|newsroom|paper|bank|hotel"
    r"|guesthouse|call\s+cent(?:er|re)|depot|warehouse|fleet|tutor|adviser|advisor|seniors|hod"
    r"|coursework|qualification|licen[cs]e|certificate|visa|move\s+(?:to|from|here)|arrival"
    r"|country\s+i|home\s+country|career\s+(?:break|change|switch|in|as"
    r"|so\s+far))\b)(?!\s+(?:search|application|hunt(?!ing)|offer))",
    re.IGNORECASE,
)
_YEARS = re.compile(
    r"\b(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty"
    r"|thirty|several|many|few|some|a\s+few|couple\s+of)\+?\s*(?:years?|yrs|months|seasons"
    r"|decades)'?\s*(?:of\s+)?(?:\w+\s+)?(?:exp(?:erience)?\b|in\b|as\b|of\s+(?:work|teaching"
    r"|nursing|experience|practice|service|sales|retail)|at\b|with\s+(?:the|a)\b|on\s+the\b"
    r"|behind\s+(?:the|a)\b|running|working|teaching|doing|driving|nursing|selling)"
    r"|\b(?:for|since|after|over|during)\s+(?:the\s+(?:last|past)\s+)?(?:(?:more\s+than|over"
    r"|nearly|almost|about|around)\s+)?(?:\d{1,2}|\w+teen|two|three|four|five|six|seven|eight"
    r"|nine|ten|eleven|twelve|twenty|thirty|many|several)\s+(?:years|yrs|months|seasons"
    r"|winters)\b(?=[^.?!]{0,40}\b(?:i|my|of|in|as|at)\b)",
    re.IGNORECASE,
)
_AS_A = re.compile(
    r"(?:^|[,.;:(-]\s*|\b(?:and|but|so|because|that)\s+)(?:as|being|speaking\s+as)\s+(?:an?"
    r"|the)\s+(?P<what>[^.?!;,]{3,60})",
    re.IGNORECASE,
)
_ROLE = (
    r"(?:student|graduate|grad|alum\w*|teacher|nurse|engineer|manager|developer|analyst"
    r"|accountant|assistant|technician|clerk|officer|driver|agronomist|baker|chef|cook|carpenter"
    r"|electrician|plumber|welder|mechanic|farmer|fisherman|journalist|editor|writer|designer"
    r"|architect|lawyer|solicitor|notary|paralegal|doctor|dentist|pharmacist|physio\w*|midwife"
    r"|paramedic|librarian|archivist|scientist|researcher|consultant|sales\w+|cashier|receptionist"
    r"|waiter|waitress|bartender|barista|musician|artist|photographer|translator|interpreter"
    r"|programmer|tester|administrator|supervisor|foreman|operator|roofer|builder|plasterer"
    r"|painter|decorator|soldier|veteran|ex-\w+|marine|sailor|pilot|executive|associate"
    r"|apprentice|trainee|intern|fresher|sophomore|freshman|junior|senior|undergrad\w*"
    r"|postgrad\w*|postdoc|bookkeeper|banker|broker|recruiter|trainer|tutor|lecturer|gardener"
    r"|florist|hairdresser|tailor|butcher|geologist|biologist|chemist|physicist|economist"
    r"|statistician|historian|psychologist"
    r"|therapist|counsellor|counselor|worker|carer|nanny|mum|mom|dad|parent|refugee|immigrant"
    r"|newcomer|migrant|agent|advis[eo]r|planner|buyer|coordinator|specialist|owner|founder"
    r"|co-founder|director|head|lead|principal|deputy|secretary|treasurer|ranger|firefighter"
    r"|curator|producer|surveyor|inspector|joiner|machinist|fitter|seamstress|caretaker|janitor"
    r"|postdoctoral|professor|instructor|coach|steward|attendant|dispatcher|representative|rep"
    r"|merchandiser|strategist|marketer|copywriter|blogger|scholar|major|phd|mba|bsc|ba|msc"
    r"|b\.?tech|m\.?tech|mca|bca|bba|b\.?com|nvq|hnd|btec|year|yr|semester|sem|career[- ]?changer"
    r"|returner|freelancer|entrepreneur|contractor|auditor|controller|actuary|underwriter"
    r"|optician|optometrist|vet|veterinar\w+|zookeeper|beekeeper|brewer|potter|weaver|printer"
    r"|bricklayer|mason|stonemason|glazier|upholsterer|tiler|cleaner|housekeeper|porter|concierge"
    r"|guide|warden|guard|policeman|policewoman|constable|detective|sergeant|lieutenant|captain"
    r"|corporal|private|medic|radiographer|radiologist|phlebotomist|dietitian|nutritionist"
    r"|optometry|dental|hygienist|physician|surgeon|gp|registrar|sonographer|technologist|admin)"
)
_FRAGMENT = re.compile(
    r"(?:^|[.!?,;:(]\s*|\s-+\s*|\n\s*)(?:(?:a|an|just\s+a|fellow|ex-?|former|now\s+a"
    r"|currently\s+a|currently|now|also|recent|new|newly|long-?time|still\s+a|final|first|second"
    rf"|third|fourth|\d+(?:st|nd|rd|th))[\s-]+){{0,3}}(?:[\w'&/-]+\s+){{0,4}}?{_ROLE}s?\b(?=\s*(?:"
    r"here|at|in|from|from|for|with|of|on|and|by|turned|studying|specialising|specializing"
    r"|currently|hoping|looking|now|-|,|\.|;|\)|!|$))",
    re.IGNORECASE,
)
_DEGREE = re.compile(
    r"\b(?:b\.?sc|m\.?sc|b\.?tech|m\.?tech|mba|b\.?com|m\.?com|b\.?eng|m\.?eng|bba|bca|mca|b\.?ed"
    r"|m\.?ed|phd|ph\.d|llb|llm|mbbs|gcse|a-?levels?|nvq|hnd|btec|msw|mph|mfa|bfa|pgce|pgdm"
    r"|b\.?pharm|b\.?arch|be\s+(?:in|mech|civil|cse|ece)|a\s+(?:ba|ma|bs|ms)\s+in)\b"
    r"|\b(?:(?:final|first|second|third|fourth|fifth|1st|2nd|3rd|4th|5th|last)[- ]*(?:year|yr"
    r"|semester|sem)|[1-9](?:st|nd|rd|th)?\s*(?:year|yr|sem|semester))\b(?!\s+(?:of\s+(?:the|your"
    r"|his|her)\s+(?:company|project)|on\s+the\s+job|in\s+your))|\bclass\s+of\s+(?:'?\d{2,4})"
    r"|\bpursuing\s+(?:my\s+)?\w+",
    re.IGNORECASE,
)
_SITUATION = re.compile(
    r"\b(?:new\s+(?:to|in)\s+(?:the\s+)?(?:country|city|area|field|[A-Z]\w+)|newly\s+arrived"
    r"|(?:came|moved|arrived|emigrated|immigrated|relocated|fled)\s+(?:here"
    r"|to\s+(?:the\s+)?[A-Z]\w+|from|over)|career\s+(?:change|changer|break|switch)"
    r"|changing\s+(?:careers?|direction)|(?:after|following)\s+(?:a\s+|my\s+)?(?:redundancy"
    r"|lay-?off|maternity\s+leave|career\s+break|retirement)|back\s+(?:to|into)\s+(?:work|study"
    r"|education)|out\s+of\s+work|made\s+redundant|laid\s+off"
    r"|(?:retrain|switch|move|break|transition|pivot|moving|switching|transitioning|changing"
    r"|move\s+over|cross)\s*(?:ing|ed)?\s+(?:over\s+)?from\s+(?:\w+\s+){1,4}?(?:to|into)"
    r"|looking\s+(?:at|to)\s+(?:a\s+)?(?:move|switch|change|mov\w+|switch\w*)|thinking\s+(?:about"
    r"|of)\s+(?:leaving|switching|retraining|a\s+move|moving|a\s+career|going\s+back)"
    r"|considering\s+(?:a\s+)?(?:move|switch|career|leaving|retraining|moving|grad\w*\s+school"
    r"|going\s+back)|day\s+job|job[- ]?(?:hunt|search)(?:ing)?)\b",
    re.IGNORECASE,
)
_INTEREST_ONLY = re.compile(
    r"\b(?:dream(?:ed|t|ing)?\s+of|always\s+(?:wanted|dreamed)|would\s+love\s+to|want\s+to"
    r"|wanted\s+to|hope\s+to|wish\s+to|like\s+to|aspir\w+|interested\s+in|how\s+(?:you|u|he|she"
    r"|they|one|to|people|do|does|did|somebody|someone)|what\s+(?:it|made|is|the)|if\s+i"
    r"|as\s+if\s+i|wish\s+i)\b[^.?!;]*$",
    re.IGNORECASE,
)
_MODAL_BEFORE = re.compile(
    r"\b(?:could|can|may|might|shall|would|should|do|did|will|if|when|where)\s+(?:i\s+|we\s+)?$",
    re.IGNORECASE,
)
_TITLE_LINE = re.compile(
    rf"\b{_ROLE}\b|\b(?:university|college|school|ltd|inc|llc|department|institute|hospital"
    r"|council|academy|faculty|gmbh|studio|services?|solutions|engineering|marketing|sales"
    r"|finance|operations|hr)\b",
    re.IGNORECASE,
)


_ANY_ACT = re.compile(
    r"(?<!am )(?<!are )\b(?:i|we)(?:'ve|'d|\s+have|\s+had|\s+do|\s+did|\s+used\s+to"
    r"|\s+have\s+been|'ve\s+been"
    r"|\s+(?:am|was)|'m)?\s+(?:(?:currently|presently|now|also|still|just|recently|mostly|mainly"
    r"|usually|previously|formerly|already|only|actually|both|once|first|then|lately|finally"
    r"|since|happily|originally|later|myself|even|already|mostly"
    r"|long)\s+){0,2}(?P<verb>[a-z]{3,})\b(?P<rest>[^.?!;,]{0,36})",
    re.IGNORECASE,
)
_INNER = frozenset(
    """
    have had has am was were been being can could would will shall should may might must do did
    does not never love loved like liked adore enjoy enjoyed admire admired want wanted wish
    wished hope hoped hoping dream dreamed dreamt think thought believe believed know knew
    understand understood guess suppose imagine feel felt find found fancy prefer need needed
    wonder wondered wondering realise realize realised realized remember recall forget notice
    noticed see saw seen hear heard listen listened listening watch watched watching read reading
    follow followed following look looked looking come came coming across stumble stumbled
    discover discovered ask asked asking beg request requested write wrote writing call called
    calling ring rang phone phoned contact contacted contacting message messaged email emailed
    mail mailed reach reached reaching send sent sending attach attached enclose enclosed promise
    promised thank thanked appreciate appreciated owe mean meant say said tell told speak spoke
    talk talked meet met meeting visit visited buy bought bring brought collect collected eat ate
    drink drank wear wore play played get got give gave take took receive received share shared
    agree hesitate apologise apologize bet doubt expect expected trust swear try tried trying
    happen happened attend attended enjoy subscribe subscribed bookmark bookmarked cite cited
    quote quoted recommend recommended laugh laughed cry cried smile smiled sleep wait waited
    waiting live lived living walk walked pass passed stand stood sit sat let make made keep kept
    put really always often sometimes simply truly dearly greatly highly very would'd ever also
    too both all hereby humbly kindly sincerely respectfully politely honestly go went going gone
    come stop drop pop swing drive travel could care mind accept learn learned interested curious
    fascinated inspired impressed obsessed keen eager happy glad grateful sorry sure delighted
    honoured honored excited thrilled passionate crazy mad wild hooked amazed moved touched struck
    intrigued drawn aware afraid certain confident free available able willing ready open obliged
    thankful named called years grow grew sure please just been offer offered return use used add
    added connect connected introduce introduced
    """.split()
)
_THEIRS = re.compile(r"\b(?:you|your|u|ur|yours|he|she|his|her|him|them|their)\b", re.IGNORECASE)
_MORE = re.compile(
    r"\b(?:by\s+(?:trade|profession|training|day|background|occupation)|handed\s+in\s+(?:my"
    r"|our)\s+notice|gap\s+year|stay(?:ing)?[- ](?:at[- ])?home|home\s+with\s+(?:the|our|my|two"
    r"|three|four)\s+(?:\w+\s+)?(?:kids|children|twins|baby|babies)|passed?\s+out\s+(?:of|from)"
    r"|(?:still\s+)?(?:at|in|left|leaving|finished|finishing)\s+(?:high\s+|secondary\s+"
    r"|primary\s+|nursing\s+|law\s+|medical\s+|grad(?:uate)?\s+"
    r"|vocational\s+)?school\b(?!\s+(?:paper|project))|pre-(?:vet|med|law|nursing|dental)|gcses?"
    r"|a-?levels?|working\s+(?:days?|life|week|hours)|between\s+(?:jobs|contracts|roles|gigs)"
    r"|on\s+the\s+tools|for\s+a\s+living|stuck\s+(?:in|at|with|behind)\s+\w+|(?:writing|finishing"
    r"|submitting|defending|drafting)\s+my\s+(?:\w+\s+)?(?:essay|thesis|dissertation|paper"
    r"|project|report)|our\s+(?:\w+\s+)?(?:society|faculty|department|hostel|batch|hod|dean"
    r"|cohort|syllabus|course|seminar|college|university)|in\s+the\s+trade|(?:years?|decades?"
    r"|winters|seasons|months)\s+(?:behind|in|as|at|of|on)\s+(?:a|an|the|nursing|teaching|retail"
    r"|sales|it|hr|\w+ing)\b"
    r"|(?:hold|have|got|holding|having|with)\s+(?:an?|my|two)\s+(?:\w+\s+){0,2}?(?:degree|diploma"
    r"|certificate|licen[cs]e|qualification|masters?|master's|bachelors?|bachelor's|phd|doctorate"
    r"|permit|shop|stall|business|company|farm|practice|workshop|studio|van|boat|job|post"
    r"|position)\b|nursing\s+licen[cs]e|my\s+(?:nursing|teaching|driving|trade)\s+licen[cs]e"
    r"|as\s+someone\s+who\s+(?!loves?|likes?|admires?|enjoys?|reads?|listens?|follows?"
    r"|has\s+(?:read|followed|always)|always|wants?|cares)\w+|\bex[- ](?:army|navy|police|marine"
    r"|teacher|nurse|military|soldier|banker|chef|raf|cop|con|\w+er\b|\w+ist\b))"
    r"|(?:^|[.!?:;]\s+|\n|,\s*|\bnow\s+|\bcurrently\s+|\bpresently\s+|\balso\s+"
    r"|\band\s+)(?:just\s+|currently\s+|now\s+|still\s+|presently\s+|recently\s+|been\s+"
    r"|previously\s+|formerly\s+|at\s+present\s+|am\s+|having\s+)?(?:working|studying|doing"
    r"|running|teaching|finishing|pursuing|training|managing|leading|driving|graduated|retired"
    r"|worked|studied|finished|completed|trained|wrapped\s+up|interning|apprenticed|employed"
    r"|enrolled|based|laid\s+off|made\s+redundant|unemployed|previously|formerly|retraining"
    r"|spent)\s+(?:(?:as|at|in|from|for|on|with|my|an?|the|a|up|out|by|to\s+be|off)\b)(?!\s+your)"
    r"|(?:^|[.!?]\s+|,\s*)(?:retired|ex|former|trainee|apprentice|newly\s+qualified|qualified"
    r"|chartered|certified|registered|aspiring\s+\w+\s+and|self-taught|self-employed|full-time"
    r"|part-time|lapsed|recovering|reformed)\s+\w+",
    re.IGNORECASE,
)
_FAMILY_ROLE = re.compile(
    r"(?:^|[.!?,;:(]\s*|\s-\s|\n)(?:a\s+|an\s+|just\s+a\s+|humble\s+|fellow\s+|former\s+"
    r"|junior\s+|senior\s+|retired\s+|ex-?\s*|now\s+a\s+)?(?:[\w-]+\s+){0,2}?(?P<role>[a-z-]{3,}(?"
    r":er|or|ist|ian|eer|wright|smith|man|woman|tician|nurse|ant|student|grad))s?\s+(?:here"
    r"|by\s+(?:day|trade)|(?:at|in|from|with|for|on)\s+(?:a|an|the|my|our|(?-i:[A-Z])\w+)|based)\b",
    re.IGNORECASE,
)
_WORK_WORD = re.compile(
    r"\b(?:shifts?|ward|wards|classroom|semester|term\s+paper|thesis|dissertation|degree|diploma"
    r"|apprenticeship|internship|warehouse|factory|mill|kitchen|garage|shop\s+floor|counter|till"
    r"|bpo|call\s+cent(?:er|re)|farm|newsroom|surgery|clinic|pharmacy|hospital|depot|plant|office"
    r"|studio|lectures?|coursework|bootcamp|night\s+school|evening\s+classes|notice\s+period"
    r"|redundan(?:t|cy)|payroll|spreadsheets|clients|patients|pupils|customers|batch|hostel"
    r"|campus|uni|university|college|sixth\s+form|high\s+school|grade\s+\d+|year\s+\d+"
    r"|class\s+\d+|\d+th\s+(?:grade|class|std|standard)|army|navy|air\s+force|civvy\s+street"
    r"|regiment|weekend\s+job|day\s+job|part-time\s+job|full-time|job|jobs|wages|rent|salary|boss"
    r"|colleagues|firm|company|business|shop|restaurant|bakery|hotel|bank|council|museum|library"
    r"|school|courthouse|crew|deck|rig|site|building\s+site|lab|laboratory|trade|profession"
    r"|career)\b",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(r"\b(?:i|i'm|i've|i'd|my|me|our|we|us)\b", re.IGNORECASE)
_GRADE = re.compile(
    r"(?:^|[.!?,;(]\s*)(?:(?:in|currently)\s+)?(?:grade|year|class|form)\s+\d{1,2}\b|\b(?:first"
    r"|second|third)\s+in\s+my\s+family\s+(?:at|to)\b",
    re.IGNORECASE,
)
_PASTIME = re.compile(
    r"\b(?:spare\s+time|free\s+time|at\s+(?:the\s+)?weekends?|on\s+weekends|for\s+fun|hobby"
    r"|hobbies|for\s+pleasure|badly|as\s+a\s+(?:child|kid|boy|girl|hobby|pastime)|childhood"
    r"|since\s+i\s+was|amateur|in\s+the\s+(?:garden|bath)|my\s+(?:dog|cat|bike))\b",
    re.IGNORECASE,
)
_PASTIMES = frozenset(
    """
    knit bake sew paint draw sing dance cycle swim hike climb garden fish sketch brew cook skate
    surf ski camp crochet whittle juggle jog photograph bird-watch birdwatch build grew tinker
    dabble potter doodle ride row sail stitch embroider
    """.split()
)
_NO_ROLE = frozenset(
    """
    remember never other another after over under however whether together number letter paper
    computer water winter summer dinner matter order center corner newsletter for nor colour color
    favor minor major mirror error honor want important restaurant ever either neither rather
    forever further later earlier better lower higher easier former whatever whenever wherever
    offer answer wonder consider prefer refer enter poster power weather brother sister mother
    father chapter quarter october november december september near her doctor instant distant
    relevant grant plant pleasant brilliant constant significant december utter sooner faster
    admirer fan listener reader follower subscriber viewer supporter believer lover stranger
    customer visitor partner human woman man van scan than mean ocean cover discover deliver
    register monitor floor door poor behind prior interior exterior sector factor actor conductor
    newcomer exist list twist assist consist insist resist
    """.split()
)


def tells_background(reading: Reading) -> bool:
    """Whether some sentence, or the signature, says what the writer does or did."""
    return _in_signature(reading) or any(_tells(sentence.text) for sentence in reading.body)


def _in_signature(reading: Reading) -> bool:
    start, end = reading.layout.signature
    lines = [line.strip() for line in reading.plain[start:end].split("\n") if line.strip()]
    tail = lines[1:] if len(lines) > 1 else []
    if any(_TITLE_LINE.search(line) for line in tail):
        return True
    return bool(lines) and re.search(rf",\s*[^,]*\b{_ROLE}\b", lines[0], re.IGNORECASE) is not None


def _tells(text: str) -> bool:
    return (
        _acts(text)
        or _is_something(text)
        or _matches(_STATE, _blank(text, _NOT_STATE))
        or _matches(_MY, text)
        or _matches(_YEARS, text)
        or _matches(_DEGREE, text)
        or _matches(_SITUATION, text)
        or _matches(_FRAGMENT, text)
        or _matches(_MORE, text)
        or _does_anything(text)
        or _GRADE.search(text) is not None
        or _speaks_of_work(text)
        or any(match["role"].lower() not in _NO_ROLE for match in _FAMILY_ROLE.finditer(text))
    )


def _acts(text: str) -> bool:
    rest = _blank(text, _ACTS_NOT)
    if _PASTIME.search(text):
        return False
    return any(not _wished(text, match.start()) for match in _ACTS.finditer(rest))


def _does_anything(text: str) -> bool:
    """Whether the writer does something that is no feeling, reading or writing to the reader."""
    return any(
        match["verb"].lower() not in _INNER
        and match["verb"][0].islower()
        and not (match["verb"].endswith("ing") and text.rstrip().endswith("?"))
        and match["verb"] not in _PASTIMES
        and not _PASTIME.search(text)
        and not match["verb"].lower().endswith(("ly", "ed by"))
        and not _THEIRS.search(match["rest"])
        and not _wished(text, match.start())
        for match in _ANY_ACT.finditer(_blank(_blank(text, _ACTS_NOT), _NOT_STATE))
    )


def _speaks_of_work(text: str) -> bool:
    """Whether a clause that is not on the reader has a word of work or study in it."""
    if text.rstrip().endswith("?") or _PASTIME.search(text):
        return False
    return any(_is_on_work(clause) for clause in _CLAUSES.split(text))


_CLAUSES = re.compile(r"[,;:()]|\s-+\s|\b(?:and|but|so|because|while|though|which|that)\b")
_OTHERS_WORK = re.compile(
    r"\b(?:how|what|why|which|whether|where|when|who|becom\w+|being|of\s+an?|like\s+an?|for\s+an?"
    r"|to\s+be|from\s+the|at\s+the|the|gave|said|told|suggested|mentioned|passed|recommended|no"
    r"|not|never|any|some|every|many|other|most|people|friend|sister|brother|mother|father|aunt"
    r"|uncle|cousin|neighbour|neighbor)\b",
    re.IGNORECASE,
)
_SOME_YEARS = re.compile(
    r"\b(?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen"
    r"|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|several|many)(?:[- ](?:odd"
    r"|some|five|two|three|one))?\s+(?:years|yrs|seasons|winters|decades|harvests"
    r"|terms)\b(?!\s+(?:ago|old|later|apart|before|older|younger|in\s+a\s+row))",
    re.IGNORECASE,
)
_ROLE_WORD = re.compile(rf"\b{_ROLE}s?\b", re.IGNORECASE)
_READING = re.compile(
    r"\b(?:fan|listen\w*|read\w*|watch\w*|follow\w*|subscrib\w*|admir\w*|love[ds]?|enjoy\w*|book"
    r"|podcast|talk|article|lecture|show)\b",
    re.IGNORECASE,
)


def _is_on_work(clause: str) -> bool:
    if _THEIRS.search(clause) or _WISHING.search(clause) or len(clause.split()) < 2:
        return False
    if _SOME_YEARS.search(clause) and not _READING.search(clause):
        return True
    for pattern in (_WORK_WORD, _ROLE_WORD):
        for match in pattern.finditer(clause):
            head = clause[: match.start()]
            if pattern is _WORK_WORD and not _FIRST_PERSON.search(clause):
                continue
            if not _OTHERS_WORK.search(head) or re.search(
                r"\b(?:my|our|i|i'm|we)\b", head, re.IGNORECASE
            ):
                return not _NO_FACT.match("a " + match.group())
    return False


_WISHING = re.compile(
    r"\b(?:i'd|would|could|want|wish|hope|like|love|dream|need|looking|seeking|please|kindly"
    r"|apply\w*|interested|curious|fan|admire|resume|cv|attach\w*|application|give|gave|told|said"
    r"|suggested|recommended|number|e-?mail|address)\b",
    re.IGNORECASE,
)


def _is_something(text: str) -> bool:
    for pattern in (_AM_A, _AS_A):
        for match in pattern.finditer(text):
            what = match["what"] if pattern is _AM_A else "a " + match["what"]
            if not _NO_FACT.match(what) and not _wished(text, match.start()):
                if pattern is _AS_A and not re.search(rf"\b{_ROLE}\b", what, re.IGNORECASE):
                    continue
                return True
    return False


def _matches(pattern: re.Pattern[str], text: str) -> bool:
    return any(not _wished(text, match.start()) for match in pattern.finditer(text))


def _wished(text: str, start: int) -> bool:
    """Whether it is no fact of the writer: offered, wished, asked about or told of the reader."""
    return _INTEREST_ONLY.search(text[:start]) is not None or (
        re.search(
            r"\b(?:you|your|u|ur|he|she|his|her|they|who)\b[^,.;:?!]{0,30}$",
            text[:start],
            re.IGNORECASE,
        )
        is not None
        and not re.search(r"\bi\b[^,.;]{0,6}$", text[start : start + 4], re.IGNORECASE)
    )


def _blank(text: str, pattern: re.Pattern[str]) -> str:
    return pattern.sub(lambda match: "~" * len(match.group()), text)
